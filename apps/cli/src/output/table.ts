import stringWidth from 'string-width';
import { plainText } from './plain-text.js';
import { plainStyle, type Style } from './style.js';

export interface Column<Row> {
  title: string;
  value: (row: Row) => string | number | null | undefined;
  /** Colour of a cell. */
  style?: (row: Row, style: Style) => (text: string) => string;
  align?: 'right';
  /** May be cut to fit a narrow terminal; other columns are not. */
  flexible?: boolean;
}

/** Columns with their titles, cut to `width` where a column allows it. Empty cells show a dash. */
export function renderTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], options: { width?: number; style?: Style } = {}): string {
  const { width = Number.POSITIVE_INFINITY, style = plainStyle } = options;
  const cells = rows.map((row) => columns.map((column) => oneLine(column.value(row))));
  const widths = columns.map((column, index) => Math.max(stringWidth(column.title), ...cells.map((row) => stringWidth(row[index]!))));
  let excess = widths.reduce((sum, each) => sum + each, 2 * (columns.length - 1)) - width;
  for (const [index, column] of columns.entries()) {
    if (excess <= 0 || column.flexible !== true) continue;
    const smaller = Math.max(8, widths[index]! - excess);
    excess -= widths[index]! - smaller;
    widths[index] = smaller;
  }
  const line = (texts: string[], paint: (text: string, column: number) => string) =>
    texts
      .map((text, index) => {
        const cut = truncate(text, widths[index]!);
        const padding = ' '.repeat(Math.max(0, widths[index]! - stringWidth(cut)));
        const painted = paint(cut, index);
        return columns[index]!.align === 'right' ? padding + painted : painted + padding;
      })
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.title), (text) => style.quiet(text)),
    ...cells.map((texts, row) => line(texts, (text, index) => columns[index]!.style?.(rows[row]!, style)(text) ?? text)),
  ].join('\n');
}

/** Names with their values below each other. */
export function renderFields(fields: readonly (readonly [string, string | number | null | undefined])[], style: Style = plainStyle): string {
  const width = Math.max(...fields.map(([name]) => stringWidth(name)));
  return fields.map(([name, value]) => `${style.quiet(name.padEnd(width))}  ${oneLine(value)}`.trimEnd()).join('\n');
}

function oneLine(value: string | number | null | undefined): string {
  const text = plainText(String(value ?? '')).replaceAll(/\s+/g, ' ').trim();
  return text === '' ? '-' : text;
}

/** `text` within `width` columns; a cut shows as an ellipsis. */
export function truncate(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (stringWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
