/** A path made absolute without looking at the file system (XCU cd, steps 7 and 8). */

/** Without `.`, `..` and doubled slashes; exactly two leading slashes stay. */
export function logicalPath(directory: string, target: string): string {
  const whole = target.startsWith('/') ? target : `${directory}/${target}`;
  const root = /^\/\/(?!\/)/.test(target.startsWith('/') ? target : directory) ? '//' : '/';
  const kept: string[] = [];
  for (const component of whole.split('/')) {
    if (component === '..') kept.pop();
    else if (component !== '' && component !== '.') kept.push(component);
  }
  return root + kept.join('/');
}
