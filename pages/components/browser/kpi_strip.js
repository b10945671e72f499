/** Key figures as buttons. Texts are set as text, never as markup; the same buttons stay while their figures change. */

const PARTS = ["label", "figure", "basis", "share", "beside", "action"];

const make = (tag, className, ...children) => {
  const node = document.createElement(tag);
  node.className = className;
  node.append(...children);
  return node;
};

// Each text is isolated, so that an overriding direction mark in one cannot turn its neighbours around.
const makeText = (className) => {
  const node = make("span", className);
  node.dir = "auto";
  return node;
};

const makeButton = () => {
  const rows = {
    label: makeText("label"),
    figure: make("span", "figure", makeText("value"), makeText("unit")),
    basis: makeText("basis"),
    share: make("span", "share", make("span", "part")),
    beside: make(
      "span",
      "beside",
      make("span", "swatch"),
      makeText("other"),
      make("span", "swatch more"),
      makeText("also"),
    ),
    action: makeText("action"),
  };
  const button = make("button", "card", ...PARTS.map((part) => rows[part]));
  button.type = "button";
  return button;
};

const joined = (separator, ...texts) => texts.filter(Boolean).join(separator);

function fill(button, card) {
  const set = (selector, value) => {
    const node = button.querySelector(selector);
    if (node.textContent !== value) node.textContent = value;
  };
  for (const part of ["label", "value", "unit", "basis", "also", "action"]) set(`.${part}`, card[part]);
  set(".other", card.beside);
  const swatch = button.querySelector(".swatch");
  swatch.hidden = !card.beside;
  swatch.classList.toggle("solid", card.isItemisedBeside);
  button.querySelector(".more").hidden = !card.also;
  const share = button.querySelector(".share");
  share.classList.toggle("empty", card.share === null);
  share.firstElementChild.style.width = `${(card.share ?? 0) * 100}%`;
  button.dataset.id = card.id;
  button.setAttribute("aria-label", joined(", ", card.label, joined(" ", card.value, card.unit), card.action));
  button.setAttribute("aria-description", joined(". ", card.basis, card.beside, card.also));
}

export default function ({ data, parentElement, setTriggerValue }) {
  const strip = parentElement.querySelector(".strip");
  const { cards } = data;
  while (strip.childElementCount > cards.length) strip.lastElementChild.remove();
  while (strip.childElementCount < cards.length) strip.append(makeButton());
  for (const [i, card] of cards.entries()) fill(strip.children[i], card);
  // Rows that no card fills take no room; rows that some card fills keep it in all, so that lines stay level. The bar
  // always keeps its room, so that nothing below moves when a choice takes it away.
  for (const part of ["basis", "beside", "action"]) {
    strip.classList.toggle(
      `no-${part}`,
      cards.every((card) => card[part] === null || card[part] === ""),
    );
  }
  strip.style.setProperty("--cards", Math.max(1, Math.min(cards.length, 6)));
  strip.style.setProperty(
    "--cards-medium",
    cards.length === 2 || cards.length === 4 ? 2 : Math.min(cards.length, 3) || 1,
  );
  strip.onclick = (event) => {
    const button = event.target.closest("button");
    if (button) setTriggerValue("click", button.dataset.id);
  };
}
