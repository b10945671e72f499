/** Tables for tests, as Python sends them. */

/** @import { Column, Row, Table, Value } from "#components/table_rows.js" */

/** @param {string} id @param {Partial<Column>} [more] @returns {Column} */
export const column = (id, more = {}) => ({
  id,
  label: id,
  kind: "text",
  align: "start",
  width: null,
  help: "",
  max: 0,
  csv: [[id, "v"]],
  sortable: true,
  action: false,
  beneath: "",
  isExtra: false,
  ...more,
});

/** A row whose cells say their values as they are; null is a missing cell. @param {string | null} id @param {...Value} values @returns {Row} */
export const row = (id, ...values) => ({
  id,
  cells: values.map((value) => (value === null ? {} : { v: value, t: String(value) })),
});

/** @param {Partial<Table>} more @returns {Table} */
export const table = (more) => ({
  key: `table ${Math.random()}`,
  caption: "Cơ sở",
  columns: [],
  rows: [],
  footer: [],
  selected: [],
  clickable: false,
  showCaption: false,
  nBeyond: 0,
  maxHeight: null,
  isDense: false,
  isLined: false,
  pageSize: 50,
  csvName: "co-so.csv",
  menu: null,
  sources: {},
  sourceColumns: [],
  locale: "vi",
  texts: {
    missing: "—",
    missing_title: "không có số liệu",
    empty: "Không có dòng nào",
    no_match: "Không dòng nào khớp",
    page_range: "{first}–{last} / {total}",
    filtered: "{total} / {all}",
    rest: "còn {n} dòng",
    previous: "‹",
    next: "›",
    filter: "Lọc",
    open: "Mở",
    copy: "Chép",
    copied: "Đã chép",
    csv: "CSV",
  },
  ...more,
});
