/** The columns of ls on a terminal. */

const MIN_COLUMN = 3;
const TAB = 8;

/** Lays texts out in as many columns as fit, down (`columns`) or across, or one after the other with commas. */
export const layOut = (texts: readonly string[], format: 'columns' | 'across' | 'commas', width: number): string => {
  if (format === 'commas') return commas(texts, width);
  let best = 1;
  let widths = [Math.max(...texts.map((text) => text.length))];
  const most = Math.max(1, Math.min(texts.length, Math.floor(Math.min(width, 1e6) / MIN_COLUMN)));
  for (let columns = most; columns > 1; columns--) {
    const rows = Math.ceil(texts.length / columns);
    if (format === 'columns' && Math.ceil(texts.length / rows) !== columns) continue;
    const candidate = new Array<number>(columns).fill(MIN_COLUMN);
    for (const [n, text] of texts.entries()) {
      const column = format === 'columns' ? Math.floor(n / rows) : n % columns;
      candidate[column] = Math.max(candidate[column]!, text.length + (column === columns - 1 ? 0 : 2));
    }
    if (candidate.reduce((sum, one) => sum + one, 0) >= width) continue;
    [best, widths] = [columns, candidate];
    break;
  }
  const rows = Math.ceil(texts.length / best);
  let out = '';
  for (let row = 0; row < rows; row++) {
    let position = 0;
    let start = 0;
    for (let column = 0; column < best; column++) {
      const text = texts[format === 'columns' ? column * rows + row : row * best + column];
      if (text === undefined) break;
      if (column > 0) out += indent(position, start);
      out += text;
      position = start + text.length;
      start += widths[column]!;
    }
    out += '\n';
  }
  return out;
};

/** From one column of the screen to another, with tabs where they reach. */
const indent = (from: number, to: number): string => {
  let [at, out] = [from, ''];
  while (at < to) {
    if (Math.floor(to / TAB) > Math.floor((at + 1) / TAB)) {
      out += '\t';
      at += TAB - (at % TAB);
    } else {
      out += ' ';
      at++;
    }
  }
  return out;
};

const commas = (texts: readonly string[], width: number): string => {
  let out = '';
  let position = 0;
  for (const [n, text] of texts.entries()) {
    if (n > 0) {
      const fits = position + text.length + 2 < width;
      out += fits ? ', ' : ',\n';
      position = fits ? position + 2 : 0;
    }
    out += text;
    position += text.length;
  }
  return `${out}\n`;
};
