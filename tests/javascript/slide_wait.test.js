import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { beginWait, endWait, followList, waitingKeys, wasTakenBack } from "#components/slide_wait.js";
import { place, press, textOf } from "./document.js";

const WORDS = { title: "Khuyến công <b>Bắc Giang</b>", waiting: "Đang dựng…", leave: "Esc để thoát" };
let stays = 0;

beforeEach(() => {
  stays = 0;
  const root = place('<div class="st-key-begin_show"><button>Trình chiếu</button></div><ol></ol>');
  followList(root, WORDS, () => {
    stays += 1;
  });
});
afterEach(() => endWait());

const cover = () => document.querySelector(".kc-slide-wait");
const button = () => /** @type {HTMLElement} */ (document.querySelector(".st-key-begin_show button"));

test("the press itself covers the page, with what is shown, that it is being made and how to leave", () => {
  button().focus();
  button().click();
  assert.equal(textOf(cover()?.querySelector(".title") ?? null), WORDS.title);
  assert.equal(textOf(cover()?.querySelector("[role=status]") ?? null), WORDS.waiting);
  assert.equal(document.activeElement, cover());
  button().click();
  assert.equal(document.querySelectorAll(".kc-slide-wait").length, 1);
  endWait();
  assert.equal(cover(), null);
});

test("what is pressed meanwhile is kept in order, each press once, and does nothing to the page", () => {
  beginWait("");
  const events = ["ArrowRight", " ", "PageDown", "End"].map((key) => press(key));
  press("ArrowRight", cover(), { repeat: true });
  press("r", cover(), { ctrlKey: true });
  assert.ok(events.every((event) => event.defaultPrevented));
  assert.deepEqual(
    waitingKeys().map(({ key }) => key),
    ["ArrowRight", " ", "PageDown", "End"],
  );
  press("Home");
  assert.equal(waitingKeys().length, 4); // from the first asking on the show has the keys
});

test("Esc and the button lead back to what was pressed, and a show that comes all the same is known as taken back", () => {
  for (const back of [() => press("Escape"), () => cover()?.querySelector("button")?.click()]) {
    button().focus();
    button().click();
    assert.equal(wasTakenBack(), false);
    back();
    assert.equal(cover(), null);
    assert.equal(document.activeElement, button());
    assert.equal(wasTakenBack(), true);
  }
  assert.equal(stays, 2);
  beginWait("");
  assert.equal(wasTakenBack(), false);
});
