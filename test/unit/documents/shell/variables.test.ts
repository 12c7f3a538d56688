import { describe, expect, test } from 'vitest';
import { placeOf } from '../../../../shared/documents/command.ts';
import { applyEdits } from '../../../../shared/text/edit.ts';
import { editableOfLastWord, launchIn, textOf, wordsOf } from './read.ts';

/** A script, its launch's last word, and what an edit of that value would replace. */
const values: readonly (readonly [string, string, string | undefined])[] = [
  ['vllm 4', '4', '4'],
  ['vllm "4"', '4', '4'],
  ["vllm '4'", '4', '4'],
  ["vllm $'4'", '4', '4'],
  ['TP=4\nvllm $TP', '4', '4'],
  ['TP="4"\nvllm "$TP"', '4', '4'],
  ['export TP=4\nvllm ${TP}', '4', '4'],
  ['declare -i TP=4\nvllm $TP', '4', '4'],
  ['readonly TP=4\nvllm $TP', '4', '4'],
  ['local TP=4\nvllm $TP', '4', '4'],
  ['typeset TP=4\nvllm $TP', '4', '4'],
  [': "${TP:=4}"\nvllm $TP', '4', '4'],
  [': ${TP:=4}\nvllm $TP', '4', '4'],
  ['vllm ${TP:-4}', '4', '4'],
  ['vllm ${TP-4}', '4', '4'],
  ['vllm ${TP:=4}', '4', '4'],
  ['vllm "${TP:-"4"}"', '4', '4'],
  ['vllm ${1:-4}', '4', '4'],
  ['TP=${TP:-4}\nvllm $TP', '4', '4'],
  ['TP=${1:-4}\nvllm $TP', '4', '4'],
  ['TP=$1\nvllm ${TP:-4}', '4', '4'],
  ['TP=8\nvllm ${TP:-4}', '8', '8'],
  ['TP=\nvllm ${TP:-4}', '4', '4'],
  ['TP=8\nTP=${TP:-4}\nvllm $TP', '8', '8'],
  ['TP=8\nvllm ${TP:+2}', '2', '2'],
  ['TP=${TP:-${GPUS:-4}}\nvllm $TP', '4', '4'],
  ['DEFAULT=4\nvllm ${TP:-$DEFAULT}', '4', '4'],
  ['A=4\nB=$A\nC=${B}\nvllm $C', '4', '4'],
  ['vllm $((2*2))', '4', '$((2*2))'],
  ['vllm $((2 ** 3 / 2))', '4', '$((2 ** 3 / 2))'],
  ['TP=$((8/2))\nvllm $TP', '4', '$((8/2))'],
  ['N=2\nvllm $((N*2))', '4', '$((N*2))'],
  ['N=2\nvllm $(( ${N} * $N ))', '4', '$(( ${N} * $N ))'],
  ['vllm $((N*2))', '?', undefined],
  ['N=$(nproc)\nvllm $((N*2))', '?', undefined],
  ['vllm $(nproc)', '…', undefined],
  ['vllm "$(nvidia-smi -L | wc -l)"', '?', undefined],
  ['vllm $TP', '…', undefined],
  ['vllm "$TP"', '?', undefined],
  ['vllm "$1"', '?', undefined],
  ['vllm "$@"', '…', undefined],
  ['unset TP\nvllm "$TP"', '?', undefined],
  ['TP=4\nunset TP\nvllm "$TP"', '?', undefined],
  ['read TP\nvllm "$TP"', '?', undefined],
  ['TP=4\nread -r TP\nvllm "$TP"', '?', undefined],
  ['TP=4\nsource settings.sh\nvllm "$TP"', '?', undefined],
  ['TP=4\n. ./settings.env\nvllm "$TP"', '?', undefined],
  ['TP=4\nsource venv/bin/activate\nvllm $TP', '4', '4'],
  ['source settings.sh\nTP=4\nvllm $TP', '4', '4'],
  ['TP=4\neval "$(settings "$@")"\nvllm "$TP"', '?', undefined],
  ['TP=4\neval "echo $X"\nvllm $TP', '4', '4'],
  ['TP=8\nlet TP=TP/2\nvllm "$TP"', '?', undefined],
  ['TP=8\nlet "TP /= 2" N=1\nvllm "$TP"', '?', undefined],
  ['TP=3\nset_tp() { TP=4; }\nif a; then S="b c"; else S="d e"; fi\nset_tp "$S"\nvllm $TP', '4', '4'],
  ['TP=3\nif a; then S="TP=2 x"; else S="export TP=4"; fi\neval "$S"\nvllm "$TP"', '?', undefined],
  ['TP=3\nif a; then S="b.sh --all"; else S="c.sh --all"; fi\nsource $S\nvllm "$TP"', '?', undefined],
  ['TP=4\nif a; then S="b c"; else S="d e"; fi\nset_up "$S"\nvllm $TP', '4', '4'],
  ['A=(1 2 4)\nvllm ${A[2]}', '4', '4'],
  ['A=(1 2 4)\nvllm ${#A[@]}', '3', '${#A[@]}'],
  ['A=(4)\nvllm $A', '4', '4'],
  ['A=(1 2)\nA[1]=4\nvllm ${A[1]}', '4', '4'],
  ['ROOT=/m\nNAME=x\nMODEL="$ROOT/$NAME"\nvllm $MODEL', '/m/x', undefined],
  ['M=/a/b/c\nvllm ${M##*/}', 'c', 'c'],
  ['M=/a/b/c\nvllm "${M#/}"', 'a/b/c', 'a/b/c'],
  ['M=a/b.json\nvllm ${M%.json}', 'a/b', 'a/b'],
  ['M=a/b/c\nvllm ${M%/*}', 'a/b', 'a/b'],
  ['M=a/b/c\nvllm ${M%%/*}', 'a', 'a'],
  ['M=AbC\nvllm ${M,,}', 'abc', '${M,,}'],
  ['M=abc\nvllm ${M^}', 'Abc', '${M^}'],
  ['M=a/b/c\nvllm ${M//\\//-}', 'a-b-c', '${M//\\//-}'],
  ['M=a.b.c\nvllm ${M//./-}', 'a-b-c', '${M//./-}'],
  ['M=a.b.c\nvllm ${M/./-}', 'a-b.c', '${M/./-}'],
  ['M=abcd\nvllm ${M:1:2}', 'bc', 'bc'],
  ['M=abcd\nvllm ${M: -2}', 'cd', 'cd'],
  ['M=abcd\nvllm ${#M}', '4', '${#M}'],
  ['N=M\nM=4\nvllm ${!N}', '4', '4'],
  ['M=$UNKNOWN\nvllm "${M##*/}"', '?', undefined],
  ['X=a\nX+=b\nvllm $X', 'ab', undefined],
  ['vllm ~/m', '~/m', '~/m'],
  ['vllm a\\ b', 'a b', undefined],
  ['vllm a"b"\'c\'', 'abc', undefined],
  ['vllm *.json', '…', undefined],
  ['TP=8\nif [ "$X" ]; then TP=4; fi\nvllm $TP', '…', undefined],
  ['TP=8\n[ -n "$X" ] && TP=4\nvllm $TP', '…', undefined],
  ['if [ -n "$X" ]; then TP=4; else TP=8; fi\nvllm $TP', '…', undefined],
  ['if [ -z "$TP" ]; then TP=4; fi\nvllm $TP', '4', '4'],
  ['if [ -n "$GIVEN" ]; then TP=$GIVEN; else TP=4; fi\nvllm $TP', '4', '4'],
  ['ARGS=8\n[ -n "${MORE}" ] && ARGS="$ARGS$MORE"\nvllm $ARGS', '8', '8'],
  ['if [ "${X:-0}" = 1 ]; then TP=4; else TP=8; fi\nvllm $TP', '8', '8'],
  ['cd "$DIR" && TP=4 && vllm $TP', '4', '4'],
  ['for TP in 4; do vllm $TP; done', '4', '4'],
  ['for TP in 2 4; do vllm "$TP"; done', '?', undefined],
  ['for TP in $(seq 4); do vllm "$TP"; done', '?', undefined],
  ['set -- 4\nvllm $1', '4', '4'],
  ['f() { vllm $1; }\nf 4', '4', '4'],
  ['f() { local tp=$1; vllm $tp; }\nf 4', '4', '4'],
  ['f() { local tp=${1:-4}; vllm $tp; }\nf', '4', '4'],
  ['f() { vllm "$@"; }\nf 4', '4', '4'],
  ['f() { vllm "$1"; }\nf 4\nf 8', '?', undefined],
  ['f() { vllm $1; }\nf 4\nf 4', '4', '$1'],
  ['f() { vllm "$1"; }', '?', undefined],
  ['f() { TP=4; }\nf\nvllm $TP', '4', '4'],
  ['TP=4\nf() { vllm $TP; }', '4', '4'],
  ['TP=4\nf() { vllm "$TP"; }\nTP=8', '?', undefined],
  ['TP=4\nf() { vllm $TP; }\nTP=8\nf', '8', '8'],
  ['(TP=8); TP=4; vllm $TP', '4', '4'],
  ['TP=4; (TP=8); vllm $TP', '4', '4'],
  ['TP=4; echo x | TP=8; vllm $TP', '4', '4'],
  ["bash -c 'vllm $TP'", '…', undefined],
  ['TP=4\nbash -c \'vllm "$TP"\'', '?', undefined],
  ["export TP=4\nbash -c 'vllm $TP'", '4', '4'],
  ['TP=4\nbash -c "vllm $TP"', '4', '4'],
  ['TP=4\nssh host "vllm $TP"', '4', '4'],
  ['export TP=4\nssh host \'vllm "$TP"\'', '?', undefined],
  ["bash -c 'vllm $1' name 4", '4', '4'],
  ['TP=4\nssh host <<EOF\nvllm $TP\nEOF', '4', '4'],
  ['TP=4\nssh host <<\'EOF\'\nvllm "$TP"\nEOF', '?', undefined],
  ['TP=4\nssh host <<EOF\nTP=8\nvllm \\$TP\nEOF', '8', '8'],
  ['f() { g; }\ng() { vllm "$1"; }\nf 8', '?', undefined],
  ['f() { shift; vllm $1; }\nf a 4', '4', '4'],
  ['f() { vllm "${@:2}"; }\nf a 4', '4', '4'],
  [
    'f() { TP=4; while [ $# -gt 0 ]; do case $1 in --tp) TP=$2; shift 2;; *) shift;; esac; done; vllm "$TP"; }\nf --x --tp 8',
    '?',
    undefined,
  ],
  ['A=(1 2 4)\nvllm "${A[@]:2}"', '4', '4'],
  ['A=(1 2 4)\nvllm "${A[@]/1/2}"', '…', undefined],
  ['((TP=4))\nvllm "$TP"', '?', undefined],
  ['TP=4\n((TP*=2))\nvllm "$TP"', '?', undefined],
  ['printf -v TP 4\nvllm "$TP"', '?', undefined],
];

describe('a value', () => {
  test.each(values)('%s', (text, value, editable) => {
    const command = launchIn(text);
    const word = command.words.at(-1);
    expect(word && textOf(word)).toBe(value);
    expect(editableOfLastWord(text, command)).toBe(editable);
  });

  test.each(values.filter(([, value, editable]) => /^\d+$/.test(value) && editable !== undefined))('edited: %s', (text) => {
    const word = launchIn(text).words.at(-1);
    const editable = word && placeOf(word).editable;
    if (editable === undefined) throw new Error('no place');
    expect(launchIn(applyEdits(text, [{ span: editable, newText: '16' }])).words.at(-1)?.text).toBe('16');
  });
});

/** What is known after the ways on which a script can go. */
const flows: readonly (readonly [string, string])[] = [
  ['if x; then TP=4; else TP=8; fi', '?'],
  ['if x; then TP=4; else TP=4; fi', '4'],
  ['if x; then TP=4; fi', '?'],
  ['TP=4; if x; then TP=8; fi', '?'],
  ['TP=4; if x; then TP=4; fi', '4'],
  ['TP=4; if x; then TP=8; exit 1; fi', '4'],
  ['if x; then TP=4; else exit 1; fi', '4'],
  ['if x; then [ -z "$A" ] && exit 1; TP=8; else TP=4; fi', '?'],
  ['TP=4; if x; then if [ -z "$A" ]; then exit 1; fi; TP=8; fi', '?'],
  ['TP=4; f() { if x; then local TP=8; fi; }; f', '4'],
  ['if [ -z "$TP" ]; then TP=4; fi', '4'],
  ['if [[ -z $TP ]]; then TP=4; fi', '4'],
  ['if [ -z "${TP:-}" ]; then TP=4; fi', '4'],
  ['if [ -n "$TP" ]; then :; else TP=4; fi', '4'],
  ['[ -z "$TP" ] && TP=4', '4'],
  ['[ -n "$TP" ] || TP=4', '4'],
  ['[[ "$X" == 1 ]] && TP=4', '?'],
  ['TP=4; [[ "$X" == 1 ]] && TP=8', '?'],
  ['TP=4; x && TP=8', '?'],
  ['TP=4 && cd x && true', '4'],
  ['MODE=a; if [ "$MODE" = a ]; then TP=4; else TP=8; fi', '4'],
  ['N=2; if [ "$N" -gt 1 ]; then TP=4; else TP=8; fi', '4'],
  ['N=2; if (( N > 1 )); then TP=4; else TP=8; fi', '4'],
  ['if [ "$MODE" = a ]; then TP=4; else TP=8; fi', '?'],
  ['case $1 in a) TP=4;; *) TP=8;; esac', '?'],
  ['case $1 in a) TP=4;; *) TP=4;; esac', '4'],
  ['TP=4; case $1 in a) TP=8;; esac', '?'],
  ['TP=4; while [ $# -gt 0 ]; do case $1 in --tp) TP=$2; shift 2;; *) shift;; esac; done', '4'],
  ['TP=4; for a in "$@"; do case $a in --tp=*) TP="${a#*=}";; esac; done', '4'],
  ['TP=4; while read -r TP; do x; done < f', '?'],
  ['TP=4; x=$(TP=8)', '4'],
  ['TP=4; while getopts "t:" o; do case $o in t) TP=$OPTARG;; esac; done', '4'],
  ['TP=4; for x in "$@"; do TP=8; done', '?'],
  ['TP=4; while x; do y; done', '4'],
  ['TP=4; f() { TP=8; }; f', '8'],
  ['TP=4; f() { TP=8; }; if x; then f; fi', '?'],
  ['TP=4; f() { local TP=8; }; f', '4'],
  ['TP=4; { TP=8; }', '8'],
  ['TP=4; TP=8 &', '4'],
];

describe('a variable after', () => {
  test.each(flows)('%s', (text, value) => expect(wordsOf(launchIn(`${text}\nvllm "$TP"`))).toBe(`vllm ${value}`));
});

test('inside a loop, a variable that the loop changes is unknown', () => {
  expect(wordsOf(launchIn('TP=4\nwhile x; do vllm "$TP"; TP=8; done'))).toBe('vllm ?');
});

test('in a branch that the values of the file rule out, what the condition names is unknown', () => {
  expect(wordsOf(launchIn('TP=4\nif [ "$TP" -gt 4 ]; then vllm "$TP"; fi'))).toBe('vllm ?');
});

const lists: readonly (readonly [string, string])[] = [
  ['A=(-tp 4 --x "a b")\nvllm "${A[@]}"', 'vllm|-tp|4|--x|a b'],
  ['A=(-tp 4)\nA+=(--x y)\nvllm m "${A[@]}" -q', 'vllm|m|-tp|4|--x|y|-q'],
  ['A=(-tp 4)\nvllm ${A[@]}', 'vllm|-tp|4'],
  ['A=(-tp 4)\nvllm ${A[*]}', 'vllm|-tp|4'],
  ['A=(-tp 4)\nvllm "${A[*]}"', 'vllm|-tp 4'],
  ['A=(-tp 4)\nB=("${A[@]}" -q)\nvllm "${B[@]}"', 'vllm|-tp|4|-q'],
  ['A=()\nvllm "${A[@]}" -q', 'vllm|-q'],
  ['A=(-tp 4)\nvllm ${A[@]+"${A[@]}"}', 'vllm|-tp|4'],
  ['A=(-tp 4)\nif x; then A+=(--x); fi\nvllm "${A[@]}" -q', 'vllm|-tp|4|…|-q'],
  ['A=(-tp 4)\nfor i in 1 2; do A+=(--x); done\nvllm "${A[@]}" -q', 'vllm|-tp|4|…|-q'],
  ['A=(-tp 4)\nX=\nif [ -n "$X" ]; then A+=(--x); fi\nvllm "${A[@]}"', 'vllm|-tp|4'],
  ['A="-tp 4  --x y"\nvllm m $A', 'vllm|m|-tp|4|--x|y'],
  ['A="-tp 4"\nvllm "$A"', 'vllm|-tp 4'],
  ['A="-tp 4"\nA="$A --x"\nvllm $A', 'vllm|-tp|4|--x'],
  ['A="-tp 4"\nA+=" --x"\nvllm $A', 'vllm|-tp|4|--x'],
  ['A="-tp 4"\nif x; then A="$A --x"; fi\nvllm $A', 'vllm|-tp|4|…'],
  ['E=\nvllm $E m', 'vllm|m'],
  ['vllm "" m', 'vllm||m'],
  ['vllm $EXTRA m', 'vllm|…|m'],
  ['vllm a{b,c}d', 'vllm|abd|acd'],
  ['vllm --x \'{"a": [1, 2]}\'', 'vllm|--x|{"a": [1, 2]}'],
  ['vllm --x "{\\"a\\": 1}"', 'vllm|--x|{"a": 1}'],
  ['CMD="vllm m -tp 4"\n$CMD', 'vllm|m|-tp|4'],
  ['CMD="vllm m -tp 4"\neval "$CMD --x"', 'vllm|m|-tp|4|--x'],
  ['CMD="vllm m"\nCMD+=" -tp 4"\neval $CMD', 'vllm|m|-tp|4'],
  ['CMD=(vllm m -tp 4)\n"${CMD[@]}" > log 2>&1 &', 'vllm|m|-tp|4'],
  ['CMD=(vllm m)\nCMD+=(-tp 4)\nnohup "${CMD[@]}"', 'vllm|m|-tp|4'],
  ['vllm \\\n  m \\\n  -tp 4 \\\n', 'vllm|m|-tp|4'],
];

describe('a list of words', () => {
  test.each(lists)('%s', (text, words) => expect(launchIn(text).words.map(textOf).join('|')).toBe(words));
});

test('words that come through a variable stand at the expansion, and are edited where they are written', () => {
  const text = 'ARGS="--x 1 -tp 4 -q"\nvllm m $ARGS';
  const word = launchIn(text).words.find((candidate) => candidate.text === '4');
  const place = word && placeOf(word);
  expect(place && text.slice(place.span.start, place.span.end)).toBe('$ARGS');
  expect(place?.editable).toEqual({ start: text.indexOf('4'), end: text.indexOf('4') + 1 });
});

test('a part of a word has a place of its own', () => {
  const text = 'vllm --x \'{"tp": 4}\' --tp=8';
  const [, , json, flag] = launchIn(text).words;
  const inJson = json && placeOf(json, 7, 8);
  expect(inJson && text.slice(inJson.span.start, inJson.span.end)).toBe('4');
  const inFlag = flag && placeOf(flag, 5);
  expect(inFlag && text.slice(inFlag.span.start, inFlag.span.end)).toBe('8');
});

test('a part of JSON in double quotes has a place between its escapes', () => {
  const text = 'vllm "{\\"tp\\": 4}"';
  const [, json] = launchIn(text).words;
  const place = json && placeOf(json, 7, 8);
  expect(place && text.slice(place.span.start, place.span.end)).toBe('4');
});

test('a command in an array starts where its words stand, once', () => {
  const text = 'CMD=(vllm serve m)\nx\n"${CMD[@]}"';
  const command = launchIn(text);
  expect(command.start).toBe(text.indexOf('vllm'));
  expect(text.slice(command.span.start, command.span.end)).toBe('"${CMD[@]}"');
});

test('a program in a variable starts where it is run', () => {
  const text = 'PYTHON=python3\n$PYTHON -m x';
  expect(launchIn(text).start).toBe(text.indexOf('$PYTHON'));
});

test('commands in branches, loops and functions are conditional', () => {
  const conditional = [
    'if x; then vllm; fi',
    'while x; do vllm; done',
    'f() { vllm; }; f',
    'case x in x) vllm;; esac',
    'for i in a; do vllm; done',
  ];
  expect(conditional.map((text) => launchIn(text).conditional)).toEqual(conditional.map(() => true));
  expect(['vllm', '( vllm )', 'x && vllm', '{ vllm; }', 'bash -c vllm'].map((text) => launchIn(text).conditional)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
