"""The paper's network learning in PyTorch, timed: what bench/training puts beside StreamLift's own step.

step.py BATCHES --batch N --seconds S [--threads N] [--max-norm]: prints poses a second; --version: what it runs on.
"""
import argparse
import time

import numpy
import torch
from torch import nn

INPUTS, OUTPUTS, WIDTH = 34, 48, 1024


def layer(inputs):
    return nn.Sequential(nn.Linear(inputs, WIDTH), nn.BatchNorm1d(WIDTH), nn.ReLU(inplace=True), nn.Dropout(0.5))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(layer(WIDTH), layer(WIDTH))

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
    # z-scores, made beforehand
    targets = torch.from_numpy((poses[count * INPUTS :].reshape(count, OUTPUTS) - mean) / deviation).split(given.batch)

    torch.manual_seed(1)
    network = nn.Sequential(layer(INPUTS), Block(), Block(), nn.Linear(WIDTH, OUTPUTS))
    network.train()
    adam = torch.optim.Adam(network.parameters(), lr=1e-3)
    weights = [parameter for parameter in network.parameters() if parameter.dim() == 2]

    def learn(seconds, step):
        started = time.perf_counter()
        while time.perf_counter() - started < seconds:
            place = step % len(inputs)
            adam.zero_grad(set_to_none=True)
            loss = nn.functional.mse_loss(network(inputs[place]), targets[place])
            loss.backward()
            adam.step()
            if given.max_norm:
                with torch.no_grad():
                    for weight in weights:
                        norm = weight.norm()
                        if norm > 1:
                            weight.div_(norm)
            loss.item()
            step += 1
        return step, time.perf_counter() - started

    step, _ = learn(2, 0)
    last, took = learn(given.seconds, step)
    print(f"{(last - step) * given.batch / took:.0f}")


main()
