/**
 * A drawer at the side leaves the screen beside it in use. Streamlit's drawers are dialogs of React Aria, which shuts off
 * all but the dialog, unless it bears the mark of what lies on top. A phone gives the drawer its whole screen.
 */

const APP = "#root";
export const DIALOG = '[data-testid="stDialog"]';
const HANDLE = '[data-testid="stDialogResizeHandle"]'; // only a drawer is drawn wider by its edge
const ON_TOP = "data-react-aria-top-layer";
const PHONE = "(max-width: 640px)";

/** What had the focus last outside of dialogs, and the tree that it stands in. @type {{ node: HTMLElement, tree: ParentNode } | undefined} */
let opener;
let wasOpen = false;

/** @returns {Element | undefined} */
function drawer() {
  const open = [...document.querySelectorAll(DIALOG)];
  return open.every((one) => one.querySelector(HANDLE)) ? open[0] : undefined;
}

function follow() {
  const app = /** @type {HTMLElement | null} */ (document.querySelector(APP));
  const isOpen = Boolean(drawer());
  const isBeside = isOpen && !matchMedia(PHONE).matches;
  app?.toggleAttribute(ON_TOP, isBeside);
  if (app && isBeside) app.inert = false;
  if (wasOpen && !isOpen) requestAnimationFrame(() => requestAnimationFrame(giveBack)); // React Aria tries first
  wasOpen = isOpen;
}

/** Set the focus back to what opened the drawer, or to what stands in its place: React Aria finds nothing in a shadow tree. */
function giveBack() {
  if (!opener || document.activeElement !== document.body) return;
  const { node, tree } = opener;
  const same = [...tree.querySelectorAll(node.localName)].find((one) => one.textContent === node.textContent);
  const back = node.isConnected ? node : /** @type {HTMLElement | undefined} */ (same);
  back?.focus({ preventScroll: true });
}

/** Follow the drawers of the page: beside one everything goes on, Esc closes it wherever the focus is, the focus goes back. */
export function followDrawers() {
  new MutationObserver(follow).observe(document.body, { childList: true });
  follow();
  document.addEventListener("focusin", (event) => {
    const [node] = /** @type {HTMLElement[]} */ (event.composedPath());
    const isInDialog = event.composedPath().some((one) => one instanceof Element && one.matches(DIALOG));
    if (!isInDialog) opener = { node, tree: /** @type {Document | ShadowRoot} */ (node.getRootNode()) };
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const open = drawer();
    if (!open || event.composedPath().includes(open)) return;
    /** @type {HTMLElement | null} */ (open.querySelector("section > button"))?.click();
  });
}
