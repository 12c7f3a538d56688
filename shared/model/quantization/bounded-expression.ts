/**
 * True where an expression takes little time on every name, however it was meant: a file's author writes it, and the engine of
 * JavaScript tries all ways to match. Refused are repeated groups in which there is a choice (exponential) and more than three
 * repeats that may pass their letters on to the next piece (`.*.*`); no list of a published checkpoint has either.
 *
 * @param expression in Python's syntax, not compiled
 */
export function isBounded(expression: string): boolean {
  const pieces = simplified(expression);
  return expression.length <= 500 && !repeatsChoice(pieces) && looseRepeats(pieces) <= 3;
}

/** Letters stay, escaped ones as `x`; a class of any writing becomes `.`, a range of repeats `*`. */
function simplified(expression: string): string {
  return expression
    .replace(/\\(.)/g, (_, escaped: string) => (/[dswDSW]/.test(escaped) ? '.' : 'x'))
    .replace(/\[\^?\]?[^\]]*\]/g, '.')
    .replace(/\{\d*,?\d*\}/g, '*')
    .replace(/\(\?(?:P?<\w+>|<?[=!:])/g, '(');
}

/** True where a group that is repeated holds a class, a repeat or an alternative. */
function repeatsChoice(pieces: string): boolean {
  const chooses = [false];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces.charAt(at);
    if (piece === '(') chooses.push(false);
    else if (piece === ')') {
      const inner = chooses.length > 1 && chooses.pop() === true;
      if (inner && isRepeat(pieces.charAt(at + 1))) return true;
      chooses[chooses.length - 1] ||= inner;
    } else if (isRepeat(piece) || piece === '.' || piece === '|' || piece === '?') chooses[chooses.length - 1] = true;
  }
  return false;
}

function isRepeat(piece: string): boolean {
  return piece === '*' || piece === '+';
}

/** Repeats and options that a class follows, not a letter of which a name has few. */
function looseRepeats(pieces: string): number {
  return pieces.replace(/[()|]/g, '').match(/[*+?]+(?=\.)/g)?.length ?? 0;
}
