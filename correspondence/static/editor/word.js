/*
 * The HTML that Word, WPS and web pages put on the clipboard, read as plain paragraphs.
 *
 * Numbers that Word makes by itself stand in spans marked mso-list:Ignore, and are kept; tables
 * become lines of cells between | signs; pictures, comments and deleted words are left out.
 */
const BLOCKS = /^(P|DIV|H[1-6]|LI|BLOCKQUOTE|PRE|SECTION|ARTICLE|UL|OL|BODY|CENTER|DT|DD)$/;
const SKIPPED = /^(STYLE|SCRIPT|TITLE|META|LINK|DEL|HEAD|TEMPLATE|OBJECT)$/;
const BULLET = /^[·•●○■□◆◇▪▲►➢✓\uf000-\uf0ffln§Øü-]$/;
const MOST_COLUMNS = 1000; // as browsers have it
const DIGITS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** 1 to 99 in Chinese. */
function chinese(number) {
  const tens = Math.floor(number / 10);
  return (tens ? `${tens > 1 ? DIGITS[tens] : ""}十` : "") + DIGITS[number % 10];
}

const styleOf = (node) => node.getAttribute?.("data-style")?.toLowerCase() ?? "";

function isLeftOut(node) {
  const style = styleOf(node).replace(/\s/g, "");
  if (SKIPPED.test(node.tagName)) return true;
  if (/display:none|mso-hide:all|mso-element:(comment|footnote|header|footer)/.test(style)) return true;
  return node.tagName === "A" && /^#_(ftn|edn|msocom)/.test(node.getAttribute("href") ?? "");
}

/** The number Word wrote before a paragraph; a bullet says nothing. */
function listNumber(node) {
  const number = node.textContent.replace(/\s/g, "");
  return BULLET.test(number) ? "" : number.replace(/^(\d+)[、)]$/, "$1.");
}

function itemNumber(item) {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "";
  const before = [...list.children].filter((one) => one.tagName === "LI").indexOf(item);
  const number = Number(list.getAttribute("start") ?? 1) + before;
  const kind = `${styleOf(list)}${styleOf(item)}`;
  return /cjk|chinese/.test(kind) ? `${chinese(number)}、` : `${number}.`;
}

/** Line ends in the source are no spaces between Chinese characters. */
const squeezed = (text) =>
  text
    .replace(/(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])[\r\n]+\s*(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])/g, "")
    .replace(/[ \t\r\n]+/g, " ");

class Reader {
  constructor() {
    this.lines = [];
    this.line = "";
    this.numbered = false;
    this.pictures = 0;
  }

  end() {
    const line = this.line.replace(/\u00a0/g, " ").trim();
    if (line) this.lines.push(line);
    this.line = "";
    this.numbered = false;
  }

  /** After a number that Word made, the gap before the words is Word's too. */
  text(words) {
    const kept = this.numbered ? words.trimStart() : words;
    if (kept) this.numbered = false;
    this.line += kept;
  }

  cell(cell) {
    const inner = new Reader();
    inner.read(cell);
    inner.end();
    this.pictures += inner.pictures;
    return inner.lines.join("").replaceAll("|", "｜");
  }

  /** `below` says how many rows each column is still filled from above. */
  row(row, below) {
    const cells = [];
    const passBelow = () => {
      while (below[cells.length] > 0) {
        below[cells.length] -= 1;
        cells.push("");
      }
    };
    for (const cell of row.cells) {
      passBelow();
      const at = cells.length;
      cells.push(this.cell(cell), ...Array(Math.max(cell.colSpan - 1, 0)).fill(""));
      below.fill(cell.rowSpan - 1, at, cells.length);
    }
    passBelow();
    if (cells.some(Boolean)) this.lines.push(`|${cells.join("|")}|`);
  }

  table(table) {
    this.end();
    const rows = [...table.rows];
    // A table of one cell is a frame around text, not a table.
    if (rows.length === 1 && rows[0].cells.length === 1) this.read(rows[0].cells[0]);
    else {
      const below = Array(MOST_COLUMNS).fill(0);
      rows.forEach((row) => this.row(row, below));
    }
    this.end();
  }

  element(node) {
    if (isLeftOut(node)) return;
    if (node.tagName === "BR") this.end();
    else if (node.tagName === "IMG") this.pictures += 1;
    else if (node.tagName === "TABLE") this.table(node);
    else if (/mso-list:\s*ignore/.test(styleOf(node))) {
      this.line += listNumber(node);
      this.numbered = true;
    }
    else if (BLOCKS.test(node.tagName)) {
      this.end();
      if (node.tagName === "LI") this.line = itemNumber(node);
      this.read(node);
      this.end();
    } else this.read(node);
  }

  read(parent) {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.text(squeezed(node.data));
      else if (node.nodeType === Node.ELEMENT_NODE) this.element(node);
    }
  }
}

/** Paragraphs and the number of pictures left out. */
export function readHtml(html) {
  const reader = new Reader();
  // Parsed apart from the page, nothing in it is loaded or run; styles are read, never applied.
  const inert = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(\s)style=/gi, "$1data-style=");
  reader.read(new DOMParser().parseFromString(inert, "text/html").body);
  reader.end();
  return { lines: reader.lines, pictures: reader.pictures };
}
