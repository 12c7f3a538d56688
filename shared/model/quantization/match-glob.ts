/**
 * True where the whole name matches a glob of `*` and `?`; other characters stand for themselves. Only the last star is tried
 * again with a letter more, so that the time is the product of the lengths at the most, whatever the file says.
 */
export function matchesGlob(glob: string, name: string): boolean {
  let at = 0;
  let letter = 0;
  let star = -1;
  let afterStar = 0;
  while (letter < name.length) {
    const wanted = glob.charAt(at);
    if (wanted === '*') {
      star = at++;
      afterStar = letter;
    } else if (wanted === '?' || wanted === name.charAt(letter)) {
      at++;
      letter++;
    } else if (star < 0) return false;
    else {
      at = star + 1;
      letter = ++afterStar;
    }
  }
  return isStars(glob, at);
}

function isStars(glob: string, from: number): boolean {
  for (let at = from; at < glob.length; at++) if (glob.charAt(at) !== '*') return false;
  return true;
}
