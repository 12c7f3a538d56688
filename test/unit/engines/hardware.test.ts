import { describe, expect, it } from 'vitest';
import { hardwareOf } from '../../../shared/engines/hardware.ts';

const named: readonly (readonly [string, number])[] = [
  ['V100', 70],
  ['Tesla V100-SXM2-32GB', 70],
  ['T4', 75],
  ['Tesla T4', 75],
  ['RTX 2080 Ti', 75],
  ['Quadro RTX 8000', 75],
  ['A100', 80],
  ['A100-80GB', 80],
  ['NVIDIA A100 80GB PCIe', 80],
  ['NVIDIA A100-SXM4-40GB', 80],
  ['A800', 80],
  ['A30', 80],
  ['A10', 86],
  ['A10-24GB', 86],
  ['NVIDIA A10G', 86],
  ['A16', 86],
  ['A40', 86],
  ['A40-48GB', 86],
  ['RTX A4000', 86],
  ['RTX A6000', 86],
  ['NVIDIA GeForce RTX 3090', 86],
  ['RTX3090Ti', 86],
  ['RTX 3060', 86],
  ['L4', 89],
  ['L4-24GB', 89],
  ['L20', 89],
  ['L40', 89],
  ['L40S', 89],
  ['NVIDIA L40S-48GB', 89],
  ['RTX 4090', 89],
  ['rtx_4060', 89],
  ['4090', 89],
  ['NVIDIA RTX 6000 Ada Generation', 89],
  ['H100', 90],
  ['H100-80GB', 90],
  ['NVIDIA H100 80GB HBM3', 90],
  ['H100-94GB', 90],
  ['8x H100', 90],
  ['DGX H100', 90],
  ['H200', 90],
  ['H200-141GB', 90],
  ['H800', 90],
  ['H20', 90],
  ['H20-96GB', 90],
  ['GH200', 90],
  ['B200', 100],
  ['GB200', 100],
  ['B300', 103],
  ['GB300', 103],
  ['RTX 5090', 120],
  ['RTX PRO 6000 Blackwell', 120],
  ['GB10', 121],
  ['DGX Spark', 121],
  ['sm75', 75],
  ['sm_90a', 90],
  ['SM90', 90],
  ['cc 8.6', 86],
  ['8.9', 89],
  ['90', 90],
  ['12.0', 120],
];

describe('hardwareOf', () => {
  it.each(named)('%s is sm%d', (gpu, capability) => {
    expect(hardwareOf(gpu)).toMatchObject({ gpu, computeCapability: capability, cuda: true });
  });

  it.each([
    'MI300X',
    'AMD Instinct MI250',
    'MI-210',
    'Gaudi2',
    'TPU v5e',
    'v5e-8',
    'v6e',
    'Ascend 910B',
    '910B',
    '910',
    'CPU',
    'Intel Max 1550',
  ])('%s has no CUDA', (gpu) => {
    expect(hardwareOf(gpu)).toMatchObject({ computeCapability: undefined, cuda: false });
  });

  it.each(['RTX 6000', 'A1000000', 'H1000', 'A3000', '7', '1234', 'my gpu', ''])('%s is not known', (gpu) => {
    expect(hardwareOf(gpu)).toMatchObject({ computeCapability: undefined, cuda: undefined });
  });

  it('keeps the count, with a GPU or without', () => {
    expect(hardwareOf('H100', 8).count).toBe(8);
    expect(hardwareOf(undefined, 4)).toEqual({ gpu: undefined, computeCapability: undefined, count: 4, cuda: undefined });
  });
});
