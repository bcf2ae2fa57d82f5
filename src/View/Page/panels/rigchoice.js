// Which rig is shown, where there are several, and of which topic.

/** The name at the top. */
export class RigChoice {
    /** @param {(rig: string|null) => void} chosen Told of a choice. */
    constructor(chosen) {
        this.select = document.getElementById('rig');
        this.topic = document.getElementById('topic');
        this.rig = null;
        this.select.addEventListener('change', () => chosen((this.rig = this.select.value)));
    }

    /** @param {string[]} names Of the rigs. @param {string} topic Where the records come from. */
    fill(names, topic) {
        this.topic.textContent = topic;
        this.rig = names.includes(this.rig) ? this.rig : (names[0] ?? null);
        this.select.replaceChildren(...names.map(name => new Option(name, name)));
        this.select.value = this.rig ?? '';
        this.select.hidden = names.length === 0;
        this.select.disabled = names.length < 2;
    }
}
