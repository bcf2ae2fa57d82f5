// The bar at the bottom: pause, scrub, speed, and back to the newest.

import { Speeds } from '../model/playback.js';

/** The bar's elements, and what they do. */
export class Timeline {
    /** @param {import('../model/playback.js').Playback} playback What is steered. @param {() => void} changed Told when another moment is to be drawn. */
    constructor(playback, changed) {
        this.playback = playback;
        this.changed = changed;
        this.bar = document.getElementById('timeline');
        this.button = document.getElementById('pause');
        this.slider = document.getElementById('scrub');
        this.speed = document.getElementById('speed');
        this.liveButton = document.getElementById('live');
        this.time = document.getElementById('time');
        for (const speed of Speeds)
            this.speed.add(new Option(`${speed}×`, `${speed}`));
        this.button.addEventListener('click', () => this.act(() => playback.toggle()));
        this.liveButton.addEventListener('click', () => this.act(() => playback.goLive()));
        this.speed.addEventListener('change', () => this.act(() => playback.setSpeed(Number(this.speed.value))));
        this.slider.addEventListener('input', () => {
            const { firstMs, lastMs } = playback.history;
            this.act(() => playback.seek(firstMs + (Number(this.slider.value) / 1000) * (lastMs - firstMs)));
        });
        this.state = '';
    }

    act(action) {
        action();
        this.changed();
    }

    show() {
        const { playback } = this;
        const { firstMs, lastMs } = playback.history;
        const empty = !(lastMs > firstMs);
        const state = playback.live ? 'live' : playback.paused ? 'paused' : 'behind';
        if (state !== this.state) {
            this.state = state;
            this.bar.dataset.state = state;
            this.button.setAttribute('aria-label', playback.paused ? 'Play' : 'Pause');
            this.button.title = playback.paused ? 'Play (space)' : 'Pause (space)';
            this.liveButton.setAttribute('aria-pressed', `${playback.live}`);
        }
        const value = empty || playback.live ? 1000 : Math.round(((playback.positionMs - firstMs) / (lastMs - firstMs)) * 1000);
        put(this.slider, 'value', `${value}`);
        const filled = `${value / 10}%`;
        if (this.filled !== filled)
            this.slider.style.setProperty('--filled', (this.filled = filled));
        this.slider.disabled = empty;
        put(this.speed, 'value', `${playback.speed}`);
        put(this.time, 'textContent', playback.live ? 'live' : playback.behind < 0.05 ? '0.0 s' : `−${playback.behind.toFixed(1)} s`);
    }
}

function put(element, property, value) {
    if (element[property] !== value)
        element[property] = value;
}
