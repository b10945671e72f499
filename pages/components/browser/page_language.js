/** The page's language, for screen readers, hyphenation and the browser's own words. */

/** @import { Component } from "./component.d.ts" */

/** @param {Component<string>} component its data is a code such as "vi" */
export default function pageLanguage({ data }) {
  document.documentElement.lang = data;
}
