// Names over people, cameras and streams: elements of the page that follow their points. Texts come from elsewhere: textContent alone.

import { Vector3 } from '../vendor/three.min.js';

const DetailEveryMs = 500;
const point = new Vector3();

/** A pool of labels over the drawing. */
export class Labels {
    /** @param {HTMLElement} holder Over the canvas. @param {(label: object) => void} clicked Told of a label with a person that is clicked. */
    constructor(holder, clicked) {
        this.holder = holder;
        this.pool = [];
        this.used = 0;
        this.clicked = clicked;
        this.visible = true;
        this.clear = 0;
        const header = document.querySelector('header');
        new ResizeObserver(() => (this.clear = header.offsetTop + header.offsetHeight)).observe(header);
    }

    begin(view, nowMs) {
        this.used = 0;
        this.view = view;
        this.nowMs = nowMs;
    }

    /**
     * Places a label.
     * @param {'person'|'camera'|'stream'} kind How it looks.
     * @param {string} text The first line. @param {string} detail The second, or nothing.
     * @param {number} hue The colour of its mark, 0xRRGGBB. @param {object|null} person Followed when the label is clicked.
     */
    put(kind, text, detail, hue, x, y, z, person = null) {
        if (!this.visible)
            return;
        point.set(x, y, z).project(this.view.camera);
        if (!(point.z <= 1 && Math.abs(point.x) <= 1.1 && point.y >= -1.1 && point.y <= 1))
            return; // behind, beside, above, or nowhere (a person who was not lifted)
        if (this.used === this.pool.length)
            this.pool.push(this.label());
        const label = this.pool[this.used++];
        label.person = person;
        set(label, 'kind', kind, () => (label.element.className = `label ${kind}`));
        if (set(label, 'text', text, () => (label.name.textContent = text)) || this.nowMs - label.detailMs >= DetailEveryMs) {
            label.detailMs = this.nowMs; // a number that flickers can't be read, and each change of text is drawn anew
            set(label, 'detail', detail, () => (label.more.textContent = detail));
        }
        set(label, 'hue', hue, () => (label.mark.style.backgroundColor = `#${hue.toString(16).padStart(6, '0')}`));
        const left = Math.round((point.x * 0.5 + 0.5) * this.view.width);
        const top = Math.round((0.5 - point.y * 0.5) * this.view.height);
        // above its point, and below the line at the top
        set(label, 'at', `translate(calc(${left}px - 50%),max(${top}px - 100%,${this.clear}px))`, at => (label.element.style.transform = at));
        set(label, 'shown', true, () => (label.element.hidden = false));
    }

    end() {
        for (let i = this.used; i < this.pool.length; i++)
            set(this.pool[i], 'shown', false, () => (this.pool[i].element.hidden = true));
    }

    label() {
        const element = document.createElement('div');
        const [mark, name, more] = ['i', 'b', 'span'].map(tag => element.appendChild(document.createElement(tag)));
        this.holder.append(element);
        const label = { element, mark, name, more, detailMs: 0 };
        element.addEventListener('click', () => label.person !== null && this.clicked(label.person));
        return label;
    }
}

function set(label, key, value, apply) {
    if (label[key] === value)
        return false;
    label[key] = value;
    apply(value);
    return true;
}
