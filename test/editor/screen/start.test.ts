import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

test.each(['SIGINT', 'SIGTERM'] as const)('npm start serves the editor until %s', async (signal) => {
  const start = spawn(process.execPath, ['scripts/start.mjs', '--browser'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaints = '';
  start.stderr.on('data', (chunk) => (complaints += chunk));
  try {
    const address = await addressPrintedBy(start);
    expect(new URL(address).hostname).toBe('127.0.0.1');
    const page = await fetch(address, { redirect: 'manual' });
    expect(page.status).toBe(302);
    const ended = new Promise((resolve) => start.once('close', resolve));
    start.kill(signal);
    expect(await ended).toBe(0);
    expect(complaints).toBe('');
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  } finally {
    start.kill('SIGKILL');
  }
});

function addressPrintedBy(start: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    start.stderr?.on('data', (chunk) => (printed += chunk));
    start.stdout?.on('data', (chunk) => {
      printed += chunk;
      const address = /http:\S+(?=\n)/.exec(printed)?.[0];
      if (address) resolve(address);
    });
    start.once('exit', () => reject(new Error(`ended early: ${printed}`)));
  });
}
