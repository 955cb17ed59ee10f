// Loaded once per page. Each import defines one custom element; pages work without any of them.
import "./elements/answer-keys.js";
import "./elements/close-window.js";
import "./elements/confirm-button.js";
import "./elements/enter-follows.js";
import "./elements/focus-first.js";
import "./elements/key-legend.js";
import "./elements/matching-board.js";
import "./elements/ordering-list.js";
import "./elements/send-at-once.js";
import "./elements/passkey-form.js";
import "./elements/submit-now.js";
import "./elements/submit-once.js";
import "./elements/time-left.js";
