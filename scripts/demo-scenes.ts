/** The six pictures of the demo. `u` runs to the right and `v` downwards from the middle; the short side is 1 long. */

export type Colour = [red: number, green: number, blue: number];

export interface Scene {
  name: string;
  width: number;
  height: number;
  /** `phase` turns once from 0 to 2 pi over the clip. The painter writes the colour of one place, from 0 to 1. */
  frame(phase: number): (u: number, v: number, colour: Colour) => void;
}

const { sin, cos, exp, hypot, atan2, abs, min, max, floor, pow } = Math;

/** Three curtains of light over a dark ridge. */
const aurora: Scene = {
  name: "aurora",
  width: 720,
  height: 1080,
  frame: (phase) => (u, v, colour) => {
    let light = 0;
    let up = 0;
    for (let k = 0; k < 3; k += 1) {
      const edge = k * 0.2 - 0.06 + 0.1 * sin(2.3 * u + phase + k * 2.1) + 0.05 * sin(6.1 * u - phase + k * 1.3);
      const below = v - edge;
      const rays = 0.78 + 0.22 * sin(23 * u + 3 * sin(4 * u + phase) + k * 2);
      const drift = 0.7 + 0.3 * sin(2 * phase + k * 2.1 + 3 * u);
      const fall = below < 0 ? exp(below * (3.6 - k * 0.5)) : exp(-below * below * 900);
      const share = fall * rays * drift * (0.66 - k * 0.14);
      light += share;
      up += share * min(1, max(0, -below * 2.4));
    }
    const height = v + 0.75;
    const star = fraction(abs(sin(floor(u * 180) * 12.9898 + floor(v * 180) * 78.233) * 43758.5453));
    const stars = star < 0.004 ? (0.35 + 0.25 * sin(2 * phase + star * 4000)) * max(0, 1 - light * 1.6) : 0;
    colour[0] = 0.02 + 0.06 * height + 0.08 * light + 0.8 * up + stars;
    colour[1] = 0.035 + 0.1 * height + 0.95 * light - 0.6 * up + stars;
    colour[2] = 0.11 + 0.13 * height + 0.55 * light + 0.35 * up + stars;
    const ridge = v - 0.56 - 0.045 * sin(5 * u + 1) - 0.025 * sin(13 * u + 4) - 0.008 * sin(37 * u);
    cover(colour, edgeOf(ridge, 0.004), 0.012, 0.025, 0.05);
  },
};

/** Warm lights that rise out of the dark, the near ones large and soft. */
const lanterns: Scene = {
  name: "lanterns",
  width: 720,
  height: 1080,
  frame: (phase) => {
    const lights = Array.from({ length: 30 }, (_, i) => {
      const size = 0.025 + 0.13 * pow(fraction(i * 0.56984), 2.2);
      const risen = fraction(i * 0.754878 + phase / (2 * Math.PI));
      return {
        size,
        x: fraction(i * 0.618034) * 1.2 - 0.6 + 0.05 * sin(phase + i),
        y: 1.05 - 2.1 * risen,
        warmth: 0.3 + 0.45 * fraction(i * 1.854),
        glow: (0.78 + 0.22 * sin(2 * phase + i * 1.7)) * (0.6 + 0.03 / size),
      };
    });
    return (u, v, colour) => {
      let [red, green, blue] = [0, 0, 0];
      for (const { x, y, size, warmth, glow } of lights) {
        const away = hypot(u - x, v - y) / size;
        if (away > 5) continue;
        const disc = edgeOf(1 - away, 0.09) * (0.34 + 0.36 * away * away);
        const share = glow * (disc + 0.16 * (exp(-away) - 0.0067));
        red += share;
        green += share * warmth;
        blue += share * warmth * warmth * 0.6;
      }
      const dusk = 0.75 + v;
      colour[0] = 0.045 + 0.05 * dusk + 1 - exp(-1.25 * red);
      colour[1] = 0.03 + 0.025 * dusk + 1 - exp(-1.25 * green);
      colour[2] = 0.12 + 0.04 * dusk + 1 - exp(-1.25 * blue);
    };
  },
};

/** Ridges in the haze of a low sun. */
const dunes: Scene = {
  name: "dunes",
  width: 1080,
  height: 720,
  frame: (phase) => (u, v, colour) => {
    const away = hypot(u - 0.2, v + 0.16 - 0.04 * sin(phase));
    const halo = exp(-away * 3.4);
    colour[0] = 0.93 + 0.1 * v + 0.12 * halo;
    colour[1] = 0.6 + 0.34 * v + 0.3 * halo;
    colour[2] = 0.58 + 0.02 * v + 0.02 * halo;
    cover(colour, edgeOf(0.085 - away, 0.004), 1, 0.93, 0.78);
    for (let k = 0; k < 5; k += 1) {
      const wave = (0.035 + k * 0.012) * sin((2.2 + k * 0.35) * u + phase + k * 2.4);
      const below = v - (k * 0.12 - 0.05 + wave + 0.016 * sin(5.3 * u - phase + k));
      const shade = k / 4;
      // A ridge is lit along its crest and sinks into haze below it.
      const crest = exp(-max(0, below) * 14) * (1 - 0.55 * shade);
      const [red, green, blue] = [0.9 - 0.68 * shade, 0.5 - 0.4 * shade, 0.5 - 0.24 * shade];
      cover(colour, edgeOf(below, 0.003), red + 0.1 * crest, green + 0.17 * crest, blue + 0.05 * crest);
    }
  },
};

/** Folds of cloth, bent twice by slow waves. */
const silk: Scene = {
  name: "silk",
  width: 1080,
  height: 720,
  frame: (phase) => (u, v, colour) => {
    const x = u + 0.24 * sin(2.1 * v + phase) + 0.1 * sin(4.3 * u - phase + 1);
    const y = v + 0.2 * sin(2.6 * x - phase + 2) + 0.07 * sin(5.2 * u + phase);
    const fold = 6.2 * y + 2.6 * x + phase;
    const height = sin(fold) + 0.3 * sin(2.3 * fold + 3 * x);
    const sheen = pow(0.5 + 0.5 * sin(fold + 0.9 + 0.5 * sin(3 * x + phase)), 10);
    const tint = 0.5 + 0.5 * sin(1.8 * x + 1.2 * v + 0.6);
    colour[0] = 0.08 + 0.24 * tint + 0.06 * height + 0.5 * sheen;
    colour[1] = 0.24 + 0.14 * (1 - tint) + 0.12 * height + 0.46 * sheen;
    colour[2] = 0.5 + 0.1 * tint + 0.16 * height + 0.34 * sheen;
  },
};

/** A paper flower that opens and closes, each ring of petals turning against the next. */
const bloom: Scene = {
  name: "bloom",
  width: 720,
  height: 720,
  frame: (phase) => (u, v, colour) => {
    const away = hypot(u, v);
    const angle = atan2(v, u);
    colour[0] = 0.97 - 0.1 * away;
    colour[1] = 0.91 - 0.14 * away;
    colour[2] = 0.85 - 0.1 * away;
    for (let k = 0; k < 6; k += 1) {
      const turn = k % 2 === 0 ? 1 : -1;
      const petals = (0.062 - k * 0.007) * cos(8 * angle + turn * phase + k * 1.1);
      const inside = 0.42 - k * 0.07 + petals + 0.02 * sin(phase + k * 0.9) - away;
      // Each ring throws a soft shadow on the one below it, and is lighter at its rim.
      const shadow = 1 - 0.3 * exp(-abs(inside) * 24);
      for (let part = 0; part < 3; part += 1) colour[part] = (colour[part] ?? 0) * shadow;
      const shade = k / 5;
      const rim = 0.1 * exp(-max(0, inside) * 16);
      const [red, green, blue] = [0.5 + 0.48 * shade, 0.14 + 0.62 * pow(shade, 1.4), 0.42 - 0.06 * shade];
      cover(colour, edgeOf(inside, 0.0035), red + rim, green + rim, blue + rim);
    }
  },
};

/** A beach from above: water runs up the sand in sheets, each with its hem of foam. */
const shore: Scene = {
  name: "shore",
  width: 720,
  height: 720,
  frame: (phase) => (u, v, colour) => {
    const along = 0.8 * u - 0.6 * v;
    const out = 0.6 * u + 0.8 * v;
    const dryness = 0.05 * sin(3 * along + 5 * out) - 0.12 * max(0, out + 0.3);
    colour[0] = 0.95 + dryness;
    colour[1] = 0.83 + dryness;
    colour[2] = 0.66 + dryness;
    for (let k = 0; k < 6; k += 1) {
      const swell = (0.075 - k * 0.006) * sin(phase - k * 0.75);
      const bend = 0.05 * sin((4.1 + k * 0.5) * along + phase * (k % 2 === 0 ? 1 : -1) + k * 1.9);
      const lace = 0.014 * sin(15 * along - phase + k * 2.3) + 0.007 * sin(31 * along + phase + k);
      const inside = out - (k * 0.155 - 0.34 + swell + bend + lace);
      const shade = k / 5;
      // The sand stays dark for a hand's breadth where the water has just been.
      const wet = 1 - (k === 0 ? 0.2 : 0.1) * exp(-abs(inside) * (k === 0 ? 12 : 26));
      for (let part = 0; part < 3; part += 1) colour[part] = (colour[part] ?? 0) * wet;
      const foam = exp(-pow(max(0, inside) / (0.016 - 0.008 * shade), 2)) * (0.95 - 0.6 * shade);
      const veil = 0.16 * exp(-max(0, inside) * 18) * (1 - shade);
      const [red, green, blue] = [0.56 - 0.55 * pow(shade, 0.6), 0.85 - 0.52 * shade, 0.82 - 0.26 * shade];
      const depth = edgeOf(inside, 0.0035) * (k === 0 ? 0.82 : 1);
      cover(
        colour,
        depth,
        red + veil + foam * (1 - red),
        green + veil + foam * (1 - green),
        blue + veil + foam * (1 - blue),
      );
    }
  },
};

export const scenes: readonly Scene[] = [aurora, lanterns, dunes, silk, bloom, shore];

/** 0 where `distance` is negative, 1 where it is positive, and soft over `width`. */
function edgeOf(distance: number, width: number): number {
  return 1 / (1 + exp((-2 * distance) / width));
}

/** Paints over a colour by a share from 0 to 1. */
function cover(colour: Colour, share: number, red: number, green: number, blue: number): void {
  colour[0] += (red - colour[0]) * share;
  colour[1] += (green - colour[1]) * share;
  colour[2] += (blue - colour[2]) * share;
}

function fraction(value: number): number {
  return value - floor(value);
}
