/** The theme of the page, which maps and charts are drawn in: the server hears of another one only with the next run. */

const APP = ".stApp";

/** @param {Element} app */
const themeOf = (app) => getComputedStyle(app).colorScheme;

/** Tell of each change of theme, whether the computer or the reader has made it. @param {(theme: string) => void} tell */
export function followTheme(tell) {
  const app = document.querySelector(APP);
  if (!app) return;
  let known = themeOf(app);
  new MutationObserver(() => {
    const now = themeOf(app);
    if (now === known) return;
    known = now;
    tell(now);
  }).observe(app, { attributes: true, attributeFilter: ["class", "style"] });
}
