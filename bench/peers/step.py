"""Measures training steps of the paper's network in PyTorch, for the comparison in bench/training.

step.py BATCHES --batch N --seconds S [--threads N] [--max-norm]: prints poses per second; --version: prints the version of PyTorch.
"""
import argparse
import time

import numpy
import torch
from torch import nn

INPUTS, OUTPUTS, WIDTH = 34, 48, 1024


class Clipped(nn.Linear):
    """The paper's max-norm, within the graph."""

    def forward(self, x):
        return nn.functional.linear(x, self.weight / self.weight.norm().clamp(min=1), self.bias)


def layer(linear, inputs):
    return nn.Sequential(linear(inputs, WIDTH), nn.BatchNorm1d(WIDTH), nn.ReLU(inplace=True), nn.Dropout(0.5))


class Block(nn.Module):
    def __init__(self, linear):
        super().__init__()
        self.layers = nn.Sequential(layer(linear, WIDTH), layer(linear, WIDTH))

    def forward(self, x):
        return x + self.layers(x)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("batches", nargs="?")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--max-norm", action="store_true")
    parser.add_argument("--version", action="store_true")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    if given.version:
        blas = [line.strip() for line in torch.__config__.show().splitlines() if "BLAS" in line or "MKL" in line]
        print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads; {'; '.join(blas)[:160]}")
        return

    numbers = numpy.fromfile(given.batches, numpy.float32)
    mean, deviation = numbers[2 * INPUTS : 2 * INPUTS + OUTPUTS], numbers[2 * INPUTS + OUTPUTS : 2 * (INPUTS + OUTPUTS)]
    poses = numbers[2 * (INPUTS + OUTPUTS) :]
    count = len(poses) // (INPUTS + OUTPUTS)
    inputs = torch.from_numpy(poses[: count * INPUTS].reshape(count, INPUTS).copy()).split(given.batch)
    # prepared z-scores
    targets = torch.from_numpy((poses[count * INPUTS :].reshape(count, OUTPUTS) - mean) / deviation).split(given.batch)

    torch.manual_seed(1)
    linear = Clipped if given.max_norm else nn.Linear
    network = nn.Sequential(layer(linear, INPUTS), Block(linear), Block(linear), linear(WIDTH, OUTPUTS))
    network.train()
    adam = torch.optim.Adam(network.parameters(), lr=1e-3)

    def learn(seconds, step):
        started = time.perf_counter()
        while time.perf_counter() - started < seconds:
            place = step % len(inputs)
            adam.zero_grad(set_to_none=True)
            loss = nn.functional.mse_loss(network(inputs[place]), targets[place])
            loss.backward()
            adam.step()
            loss.item()
            step += 1
        return step, time.perf_counter() - started

    step, _ = learn(2, 0)
    last, took = learn(given.seconds, step)
    print(f"{(last - step) * given.batch / took:.0f}")


main()
