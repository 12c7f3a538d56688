import { type EntryPoint, entryFinder } from '../launches/entry-points.ts';

const sets: readonly string[] = ['server'];

const serve: EntryPoint = { name: 'sglang serve', sets, model: 'argument', strict: true };
export const launchServer: EntryPoint = { name: 'sglang.launch_server', sets, model: 'option', strict: true };
/** Starts a server for each data-parallel copy and a router before them, which has options of its own. */
const routed: EntryPoint = { name: 'sglang_router.launch_server', sets, model: 'option', strict: false };

/** Programs that build an engine. The images have no entrypoint: the whole command stands after their name. */
export const entryOf = entryFinder({
  commands: {
    'sglang serve': serve,
    // Arguments that a platform gives a server of its own choosing.
    'platform:sglang': { name: 'SGLang arguments', sets, model: 'option', strict: false, lenient: true },
  },
  modules: {
    'sglang.launch_server': launchServer,
    'sglang.srt.launch_server': launchServer,
    'sglang.cli.main': 'sglang',
    'sglang_router.launch_server': routed,
    // A worker of NVIDIA Dynamo: SGLang's options beside its own.
    'dynamo.sglang': { ...launchServer, name: 'dynamo.sglang', strict: false },
    'sglang.bench_offline_throughput': bench('bench_offline_throughput'),
    'sglang.bench_one_batch': bench('bench_one_batch'),
  },
  scripts: { 'sglang/launch_server.py': launchServer },
});

function bench(name: string): EntryPoint {
  return { name: `sglang.${name}`, sets, model: 'option', strict: false };
}
