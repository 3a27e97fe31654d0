/** A member as the picture shows them. */
export interface DrawnMember {
  id: bigint;
  generation: number;
  isExpelled: boolean;
  /** The guarantors they joined with. */
  guarantors: readonly bigint[];
}

interface Place {
  x: number;
  y: number;
  angle: number;
}

const SIZE = 1_600;
const CENTRE = SIZE / 2;
const LEGEND_HEIGHT = 70;
const LEGEND_TITLE = 170;
const LEGEND_ENTRIES = 10;
const FULL_TURN = 2 * Math.PI;

/** The colour of a generation, from the founders outwards. */
function colourOf(generation: number, generations: number): string {
  const hue = Math.round(210 - (180 * generation) / Math.max(1, generations - 1));
  return `hsl(${hue} 65% 42%)`;
}

/**
 * Draws who stands surety for whom: the founders on the innermost ring, each generation on a ring of
 * its own around it, everybody near their guarantors. Who was expelled is crossed out in red.
 *
 * @returns an SVG document
 */
export function drawSuretyGraph(members: readonly DrawnMember[]): string {
  const rings = ringsOf(members);
  const places = placeMembers(rings);
  const dot = Math.max(1.2, Math.min(6, 160 / Math.sqrt(members.length + 1)));
  const opacity = Math.max(0.12, Math.min(0.6, 8 / Math.sqrt(members.length + 1)));
  const expelled = members.filter(({ isExpelled }) => isExpelled);

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE + LEGEND_HEIGHT}" font-family="sans-serif" font-size="22">`,
    "<title>Surety graph by generation</title>",
    `<desc>${members.length} members in ${rings.length} generations, ${expelled.length} of them expelled. Lines lead from a member to the two guarantors they joined with.</desc>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    '<g fill="none" stroke="#ddd">',
    ...rings.map(
      (_, ring) =>
        `<circle cx="${CENTRE}" cy="${CENTRE}" r="${fixed(radiusOf(ring, rings.length))}"/>`,
    ),
    "</g>",
    `<path fill="none" stroke="#667" stroke-opacity="${fixed(opacity, 2)}" stroke-width="0.8" d="${lines(members, places)}"/>`,
    ...rings.map((ring, generation) => {
      const dots = ring.map(({ id }) => circle(places.get(id), dot));
      return `<g fill="${colourOf(generation, rings.length)}">${dots.join("")}</g>`;
    }),
    `<path fill="none" stroke="#d22" stroke-width="${fixed(dot / 2)}" d="${expelled.map(({ id }) => cross(places.get(id), dot * 1.8)).join("")}"/>`,
    legend(rings, expelled.length),
    "</svg>",
    "",
  ].join("\n");
}

function ringsOf(members: readonly DrawnMember[]): DrawnMember[][] {
  const rings: DrawnMember[][] = [];
  for (const member of members) {
    while (rings.length <= member.generation) rings.push([]);
    rings[member.generation]?.push(member);
  }
  return rings;
}

/** Everybody on a ring stands in the order of the mean direction of their guarantors. */
function placeMembers(rings: DrawnMember[][]): Map<bigint, Place> {
  const places = new Map<bigint, Place>();
  rings.forEach((ring, generation) => {
    const radius = radiusOf(generation, rings.length);
    const directed = ring.map((member, index) => ({
      id: member.id,
      direction: generation === 0 ? (index / ring.length) * FULL_TURN : direction(member, places),
    }));
    directed.sort((left, right) => left.direction - right.direction);
    // The ring is turned until it points, all in all, where the guarantors do.
    const turn = meanAngle(
      directed.map((member, index) => member.direction - (index / ring.length) * FULL_TURN),
    );
    directed.forEach(({ id }, index) => {
      const angle = (index / ring.length) * FULL_TURN + turn;
      const x = CENTRE + radius * Math.sin(angle);
      const y = CENTRE - radius * Math.cos(angle);
      places.set(id, { x, y, angle });
    });
  });
  return places;
}

function direction({ guarantors }: DrawnMember, places: Map<bigint, Place>): number {
  return meanAngle(guarantors.map((guarantor) => places.get(guarantor)?.angle ?? 0));
}

/** The mean of some directions, from 0 to below a full turn. */
function meanAngle(angles: number[]): number {
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0);
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0);
  return (Math.atan2(y, x) + FULL_TURN) % FULL_TURN;
}

function radiusOf(ring: number, rings: number): number {
  return (0.95 * CENTRE * (ring + 1)) / Math.max(rings, 1);
}

function lines(members: readonly DrawnMember[], places: Map<bigint, Place>): string {
  return members
    .flatMap(({ id, guarantors }) =>
      guarantors.map((guarantor) => {
        const from = places.get(id);
        const to = places.get(guarantor);
        return from && to ? `M${fixed(from.x)} ${fixed(from.y)}L${fixed(to.x)} ${fixed(to.y)}` : "";
      }),
    )
    .join("");
}

function circle(place: Place | undefined, radius: number): string {
  if (place === undefined) return "";
  return `<circle cx="${fixed(place.x)}" cy="${fixed(place.y)}" r="${fixed(radius)}"/>`;
}

function cross(place: Place | undefined, arm: number): string {
  if (place === undefined) return "";
  const [left, right] = [fixed(place.x - arm), fixed(place.x + arm)];
  const [top, bottom] = [fixed(place.y - arm), fixed(place.y + arm)];
  return `M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}`;
}

/** Samples of the generations' colours with how many members each has, the first and the last among them. */
function legend(rings: DrawnMember[][], expelled: number): string {
  const y = SIZE + LEGEND_HEIGHT / 2;
  const every = Math.max(1, Math.ceil((rings.length - 1) / (LEGEND_ENTRIES - 1)));
  const shown = rings
    .map((ring, generation) => ({ generation, count: ring.length }))
    .filter(({ generation }) => generation % every === 0 || generation === rings.length - 1);
  const step = (SIZE - LEGEND_TITLE - 60) / (LEGEND_ENTRIES + 1);
  const entries = shown.map(({ generation, count }, index) => {
    const x = LEGEND_TITLE + index * step;
    return (
      `<circle cx="${fixed(x)}" cy="${y - 7}" r="7" fill="${colourOf(generation, rings.length)}"/>` +
      `<text x="${fixed(x + 14)}" y="${y}">${generation}: ${count}</text>`
    );
  });
  const x = LEGEND_TITLE + shown.length * step;
  const mark = cross({ x, y: y - 7, angle: 0 }, 7);
  return [
    `<text x="20" y="${y}">Generation</text>`,
    ...entries,
    `<path stroke="#d22" stroke-width="2" d="${mark}"/>`,
    `<text x="${fixed(x + 14)}" y="${y}">expelled: ${expelled}</text>`,
  ].join("");
}

function fixed(value: number, digits = 1): string {
  return String(Number(value.toFixed(digits)));
}
