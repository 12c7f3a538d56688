import { expect, test } from 'vitest';
import { readShell } from '../../../../shared/documents/shell/read-shell.ts';

test.each<[string, readonly string[]]>([
  ['docker run -v /data/models:/models img --model m', ['/models = /data/models']],
  ['docker run -v/data/models:/models:ro img --model m', ['/models = /data/models']],
  ['docker run --volume ./models:/models --volume=~/x:/y img', ['/models = ./models', '/y = ~/x']],
  ['docker run -v "$HOME/.cache":/root/.cache -v ${HOME}/m:/m img', ['/root/.cache = ~/.cache', '/m = ~/m']],
  ['docker run -v $PWD/models:/models -v "$(pwd)":/w img', ['/models = ./models', '/w = .']],
  ['M=/srv/models; docker run -v $M:/models img', ['/models = /srv/models']],
  ['docker run -v cache:/root/.cache img', []],
  ['docker run -v $WHERE:/models img', []],
  ['docker run -v /models img', []],
  ['docker run --mount type=bind,source=/a,target=/b --mount type=volume,src=c,dst=/d img', ['/b = /a']],
  ['docker run --mount type=bind,dst=/b,src=./a,readonly img', ['/b = ./a']],
  ['podman run -v /a:/b:Z img', ['/b = /a']],
  ['apptainer exec --bind /a:/b,/c --nv img.sif vllm serve m', ['/b = /a', '/c = /c']],
  ['srun --container-image=img --container-mounts=/a:/b,/c:/d:ro vllm serve m', ['/b = /a', '/d = /c']],
  ["docker run -v 'C:\\models:/models' img", ['/models = C:/models']],
  ['docker run -v /a:/b img bash -c "vllm serve m"', ['/b = /a']],
])('%s', (text, mounts) => {
  const command = readShell(text).commands.at(-1);
  expect((command?.mounts ?? []).map(({ inside, outside }) => `${inside} = ${outside}`)).toEqual(mounts);
});
