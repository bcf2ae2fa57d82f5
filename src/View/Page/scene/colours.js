// Colours: of people by id, of joints by sigma or by source, of the themes.

import { Color } from '../vendor/three.min.js';

// far apart from each other, and seen on dark and on light
const Hues = [0x4c9be8, 0xf2833a, 0x3fb97f, 0xd86bd8, 0xe5c03a, 0x8a7bf0, 0xe85d75, 0x2fb8c4, 0xa3c94a, 0xc98b5a, 0x6f9ff5, 0xf09ac0];
const People = Hues.map(hex => new Color(hex));

/** The colour of a person: the same for an id always. */
export function personColour(id) {
    return People[((id % People.length) + People.length) % People.length];
}

/** Triangulated, lifted, predicted. */
export const SourceColours = [new Color(0x3fb97f), new Color(0xf2b134), new Color(0xe85d75)];
export const SourceNames = ['triangulated: two cameras or more', 'lifted: one camera', 'predicted: no camera'];

const Ramp = [[0, new Color(0x2f9e6e)], [10, new Color(0x8cc152)], [20, new Color(0xf2d03b)], [40, new Color(0xf2833a)], [80, new Color(0xd83a52)]];
const Unknown = new Color(0x8a94a0);

/** The colour of an expected error in mm. */
export function sigmaColour(sigma, into) {
    if (!(sigma >= 0))
        return into.copy(Unknown);
    let i = 1;
    while (i < Ramp.length - 1 && sigma > Ramp[i][0])
        i++;
    const [from, first] = Ramp[i - 1];
    const [to, second] = Ramp[i];
    return into.copy(first).lerp(second, Math.min(1, (sigma - from) / (to - from)));
}

/** The places of the ramp, for the legend. */
export const SigmaStops = Ramp.map(([mm, colour]) => ({ mm, css: `#${colour.getHexString()}` }));

/** What a theme needs beyond the style sheets. */
export const Themes = {
    dark: {
        background: 0x12161d, floor: 0x181d26, shadow: 0x0b0e13, line: 0x333d4b, fine: 0x1f2630,
        ghost: 0x12161d, sky: 0xdfe9ff, ground: 0x3a3f4a, light: 2.2, sun: 2.1, frustum: 0x7e8b9c, axes: [0xe85d75, 0x3fb97f, 0x4c9be8],
        text: '#8a96a8', ink: '#f4f7fb',
    },
    light: {
        background: 0xeef1f5, floor: 0xf7f9fb, shadow: 0xccd3dc, line: 0xbcc6d2, fine: 0xe6ebf0,
        ghost: 0xeef1f5, sky: 0xffffff, ground: 0xb9bfca, light: 2.5, sun: 1.9, frustum: 0x66727f, axes: [0xd0435c, 0x2f9e6e, 0x2f7fd0],
        text: '#5d6875', ink: '#10151c',
    },
};
