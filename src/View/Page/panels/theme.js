// Dark or light: the browser's preference, until the button says otherwise.

const Key = 'streamlift.theme';
const prefersLight = matchMedia('(prefers-color-scheme: light)');

/** The theme that counts now. */
export function theme() {
    const chosen = recall();
    return chosen ?? (prefersLight.matches ? 'light' : 'dark');
}

/** @param {(theme: 'dark'|'light') => void} apply Called now and after each change. */
export function watchTheme(apply) {
    const changed = () => {
        document.documentElement.dataset.theme = theme();
        apply(theme());
    };
    prefersLight.addEventListener('change', changed);
    changed();
    return () => {
        remember(theme() === 'dark' ? 'light' : 'dark');
        changed();
    };
}

function recall() {
    try {
        const chosen = localStorage.getItem(Key);
        return chosen === 'dark' || chosen === 'light' ? chosen : null;
    } catch {
        return null; // a browser that keeps nothing
    }
}

function remember(chosen) {
    try {
        localStorage.setItem(Key, chosen);
    } catch {
        document.documentElement.dataset.theme = chosen;
    }
}
