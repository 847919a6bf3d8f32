/** The GitHub Actions report of `dryboot run`: an annotation for each rehearsal that is not as expected. */
import { shown } from '../report/bytes.ts';
import type { Rehearsal } from './rehearsal.ts';

export function printGithub(rehearsals: readonly Rehearsal[]): string {
  return rehearsals
    .filter((r) => !r.asExpected)
    .map((r) => {
      const place = r.cause.findLast((step) => step.position)?.position;
      const where = place ? ` file=${property(place.file)},line=${place.line},col=${place.column}` : '';
      const text = [...r.failedExpectations, ...r.cause.map((step) => step.text)].join('\n');
      return `::${r.outcome === 'inconclusive' ? 'warning' : 'error'}${where}${where ? ',' : ' '}title=${property(`${r.scenario} ${r.variant}`.trim())}::${data(text)}\n`;
    })
    .join('');
}

const data = (text: string): string => shown(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
