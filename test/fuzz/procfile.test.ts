import { testReader } from './test-reader.ts';

const pieces = ['web: ', 'worker-1: ', 'a: vllm $A\n', 'env A=b ', 'bash -c "', '$(', ')'];

const texts = [
  '# of one service\nweb: vllm serve m --tensor-parallel-size ${TP:-3} --port $PORT\nworker: ./work --queue a\n',
  'release: ./migrate && echo done # once\nweb: env TP=3 bash -c "exec vllm serve m -tp $TP"\n',
];

testReader({ name: 'procfile', path: 'Procfile', texts, pieces });
