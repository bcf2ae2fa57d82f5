"""python3 npz.py FILE.npz: the arrays of the file by NumPy, as JSON. Pickles are refused."""
import json
import sys

import numpy as np

with np.load(sys.argv[1], allow_pickle=False) as data:
    arrays = {name: data[name] for name in data.files}
print(
    json.dumps(
        {
            "shapes": {name: list(array.shape) for name, array in arrays.items()},
            "types": {name: array.dtype.kind for name, array in arrays.items()},
            "joints": arrays["joints"].tolist(),
            "sources": arrays["sources"].tolist(),
            "meta": json.loads(bytes(arrays["meta"])),
            "person1": arrays["positions"][arrays["person"] == 1][-1].ravel().tolist(),
            "timestamps": arrays["timestamp_ms"][[0, -1]].tolist(),
        }
    )
)
