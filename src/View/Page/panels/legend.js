// What the colours mean, where they don't mean people.

import { SigmaStops, SourceColours, SourceNames } from '../scene/colours.js';

/** @param {'person'|'sigma'|'source'} colouring How joints are coloured now. */
export function showLegend(colouring) {
    const holder = document.getElementById('legend');
    holder.replaceChildren();
    holder.hidden = colouring === 'person';
    if (colouring === 'person')
        return;
    holder.appendChild(document.createElement('b')).textContent = colouring === 'sigma' ? 'Expected error' : 'How a joint came about';
    const entries =
        colouring === 'sigma'
            ? SigmaStops.map(({ mm, css }) => [css, `${mm} mm`])
            : SourceColours.map((colour, i) => [`#${colour.getHexString()}`, SourceNames[i]]);
    for (const [css, text] of entries) {
        const entry = holder.appendChild(document.createElement('span'));
        entry.appendChild(document.createElement('i')).style.backgroundColor = css;
        entry.append(text);
    }
}
