// Words that the reader has chosen, as chips that can be taken away, and a field to add others.

import { button, h, keepFocus, newId, stranger } from "../ui/dom.js";

const SUGGESTED = 200;

export class WordChips {
  /** @type {string[]} */
  #words = [];

  /**
   * @param {object} plan
   * @param {number} plan.most words
   * @param {(typed: string) => string} plan.counted the form in which a word is counted
   * @param {(words: string[]) => void} plan.onchange called with the words from now on
   */
  constructor({ most, counted, onchange }) {
    this.most = most;
    this.counted = counted;
    this.onchange = onchange;
    this.list = h("ul", { class: "chips" });
    this.suggestions = h("datalist", { id: newId("words") });
    this.form = this.#form();
    this.elements = [this.list, this.form];
  }

  /** @param {string[]} words */
  suggest(words) {
    const options = words.slice(0, SUGGESTED).map((value) => h("option", { value }));
    this.suggestions.replaceChildren(...options);
  }

  /**
   * @param {string[]} words
   * @param {string | null} [lang] theirs
   */
  show(words, lang) {
    this.#words = words;
    const chips = words.map((word) => {
      const remove = () => this.onchange(this.#words.filter((one) => one !== word));
      const out = button("×", remove, "chip", { "aria-label": `Remove ${word}` });
      return h("li", {}, stranger(word, lang), out);
    });
    this.form.hidden = words.length >= this.most;
    const near = () => this.list.querySelector("button") ?? this.form.querySelector("input");
    keepFocus(this.list, () => this.list.replaceChildren(...chips), near);
  }

  #form() {
    const id = newId("word");
    const input = h("input", {
      id,
      list: this.suggestions.id,
      maxlength: 200,
      spellcheck: "false",
      autocomplete: "off",
      placeholder: "Add a word",
    });
    /** @param {Event} event */
    const onsubmit = (event) => {
      event.preventDefault();
      const typed = input.value.split(/\s+/).filter(Boolean).map(this.counted);
      input.value = "";
      if (typed.length) this.onchange([...new Set([...this.#words, ...typed])].slice(0, this.most));
    };
    return h(
      "form",
      { class: "row", onsubmit },
      h("label", { for: id, class: "unseen" }, "Add a word"),
      input,
      this.suggestions,
      h("button", { class: "quiet" }, "Add"),
    );
  }
}
