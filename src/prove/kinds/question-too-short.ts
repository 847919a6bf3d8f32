/** A question with a time limit: bites when the answer comes later. */
import { withPassphrase } from '../machines.ts';
import { rewritten } from '../mended.ts';
import type { ProofKind } from '../proof.ts';

export const questionTooShort: ProofKind = {
  rules: ['prompt-timeout'],
  trials(subject) {
    const patient = rewritten(subject, /\bsystemd-ask-password\b/, 'systemd-ask-password --timeout=0');
    if (!patient) return [];
    const keys = { ...withPassphrase('rpool'), operator: [{ answer: 'correct horse', after: '300s' }] };
    return [
      {
        condition: 'with an answer that comes after five minutes',
        bites: { keys },
        instead: 'with --timeout=0',
        control: { keys, scripts: patient },
      },
    ];
  },
};
