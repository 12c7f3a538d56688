/** True for a name that stands for one that a person has to fill in: `<model>`, `YOUR_MODEL`, `/path/to/model`, `...`. */
export function isPlaceholderName(name: string): boolean {
  return (
    isBracketed(name) ||
    /^\{.*\}$|^\[.*\]$|x{3,}/i.test(name) ||
    /(?:^|[/_.-])(?:path[/_-]to|your|my)(?:[/_-]|$)/i.test(name) ||
    /^(?:[A-Z]|MODEL|[A-Z]+(?:_[A-Z]+)*_(?:PATH|NAME|ID|DIR|MODEL|HERE)|MODEL_[A-Z_]+)$/.test(name)
  );
}

/** `<model>`, `{"model": <draft>}`, `...`: no program takes such a value, and nobody means one to. */
export function isBracketed(text: string): boolean {
  return /<\p{L}[^<>]*>|^<.*>$|\.{3}|…/u.test(text);
}
