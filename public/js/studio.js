// What only pages of trainers use. Each import defines one custom element; pages work without any of them.
import "./elements/accent-preview.js";
import "./elements/api-search.js";
import "./elements/file-drop.js";
import "./elements/headline-title.js";
import "./elements/keep-typed.js";
import "./elements/kind-fields.js";
import "./elements/live-findings.js";
import "./elements/mark-selection.js";
import "./elements/review-keys.js";
import "./elements/row-list.js";
import "./elements/said-selection.js";
import "./elements/tag-field.js";
import "./elements/text-file.js";
