// @ts-check
// Runs the command that follows and dies with whoever started it: when standard input closes, which also happens when the
// starter is killed outright, the whole process group goes. Started detached, so that the group is its own.
import { spawn } from 'node:child_process';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

process.stdin.resume();
process.stdin.on('close', endGroup);
child.on('error', (error) => {
  console.error(error.message);
  endGroup();
});
child.on('exit', endGroup);

function endGroup() {
  try {
    if (process.platform !== 'win32') process.kill(-process.pid, 'SIGKILL');
    else child.kill();
  } finally {
    process.exit();
  }
}
