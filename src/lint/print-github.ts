/** The GitHub Actions report of `dryboot lint`: an annotation for each finding. */
import { shown } from '../report/bytes.ts';
import type { LintFinding } from './finding.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

export function printGithub(findings: readonly LintFinding[]): string {
  return findings
    .map((finding) => {
      const { file, line, endLine, column, endColumn } = finding;
      const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
      const steps = finding.flow.map((step) => `${step.file}:${step.line}: ${step.message}`);
      const proof = finding.proof ? [`${finding.proof.proved ? 'proved' : 'not proved'}: ${finding.proof.text}`] : [];
      const text = [finding.message, ...steps, ...proof, ...(finding.remedy ? [finding.remedy] : [])].join('\n');
      return `::${COMMANDS[finding.severity]} file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(`dryboot ${finding.rule}`)}::${data(text)}\n`;
    })
    .join('');
}

const data = (text: string): string => shown(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
