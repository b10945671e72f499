/** A QR code as a picture that stays sharp at any size. */

import { makeSvg } from "./dom.js";

/** The empty rim that a reader of codes needs, in modules. */
const RIM = 4;

/** @param {[number, string]} code its side in modules, and its dark ones as a path @param {string} label */
export function codePicture([side, dark], label) {
  const whole = side + 2 * RIM;
  const picture = makeSvg("svg", {
    class: "code",
    viewBox: `${-RIM} ${-RIM} ${whole} ${whole}`,
    role: "img",
    "aria-label": label,
  });
  picture.append(
    makeSvg("rect", { x: -RIM, y: -RIM, width: whole, height: whole, fill: "#fff" }),
    makeSvg("path", { d: dark, fill: "#000" }),
  );
  return picture;
}
