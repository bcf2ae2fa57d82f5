// The token: from the address's fragment or the box, kept for this tab alone.

const Key = 'streamlift.token';

/** The box that asks for a token. */
export class TokenBox {
    /** @param {() => void} entered Told when there is another token to try. */
    constructor(entered) {
        this.dialog = document.getElementById('token');
        this.input = this.dialog.querySelector('input');
        this.reason = this.dialog.querySelector('p');
        this.value = null;
        this.fromAddress();
        addEventListener('hashchange', () => this.fromAddress() && entered());
        this.dialog.addEventListener('cancel', event => event.preventDefault());
        this.dialog.querySelector('form').addEventListener('submit', event => {
            event.preventDefault();
            this.keep(this.input.value.trim());
            this.input.value = '';
            this.dialog.close();
            entered();
        });
    }

    get token() {
        if (this.value !== null)
            return this.value;
        try {
            return sessionStorage.getItem(Key);
        } catch {
            return null;
        }
    }

    /** Takes the token out of the address, so that it is in no history and no picture of the screen. */
    fromAddress() {
        const given = new URLSearchParams(location.hash.slice(1)).get('token');
        if (given === null)
            return false;
        this.keep(given);
        history.replaceState(null, '', location.pathname + location.search);
        return true;
    }

    keep(token) {
        this.value = token;
        try {
            sessionStorage.setItem(Key, token);
        } catch {
            // kept in this page alone
        }
    }

    forget() {
        this.value = null;
        try {
            sessionStorage.removeItem(Key);
        } catch {
            // nothing was kept
        }
    }

    /** @param {boolean} refused Whether a token was sent and was wrong. */
    ask(refused) {
        this.forget();
        this.reason.textContent = refused ? 'The server refused this token.' : 'This server shows its data only to those who have its token.';
        if (!this.dialog.open)
            this.dialog.showModal();
        this.input.focus();
    }
}
