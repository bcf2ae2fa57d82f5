"""blender --background --factory-startup --python blender.py -- FILE: where Blender puts the bones of a BVH or GLB file, as a line of JSON.

Blender's world has z up: its importers turn files with y up, (x, y, z) -> (x, -z, y). Positions are turned back here.
"""
import builtins
import json
import sys

import bpy
import numpy

# Debian's Blender 3.4 has importers that are older than its Python and NumPy: a mode of open and names that are gone.
_open = builtins.open
builtins.open = lambda file, mode="r", *rest, **named: _open(file, mode.replace("U", ""), *rest, **named)
for name in ("bool", "int", "float", "object"):
    if name not in numpy.__dict__:
        setattr(numpy, name, getattr(builtins, name))

file = sys.argv[-1]
bpy.ops.wm.read_factory_settings(use_empty=True)
# the rate first: the importer of glTF turns seconds into frames of the scene
bpy.context.scene.render.fps = 30
if file.endswith(".bvh"):
    bpy.ops.import_anim.bvh(filepath=file, update_scene_fps=True, update_scene_duration=True)
else:
    bpy.ops.import_scene.gltf(filepath=file)
scene = bpy.context.scene
rigs = [one for one in bpy.data.objects if one.type == "ARMATURE"]
ranges = [action.frame_range for action in bpy.data.actions]
first, last = min(r[0] for r in ranges), max(r[1] for r in ranges)
frames = []
for share in (0, 0.5, 1):
    frame = round(first + share * (last - first))
    scene.frame_set(frame)
    positions = {}
    for rig in rigs:
        positions[rig.name] = {}
        for bone in rig.pose.bones:
            for name, at in ((bone.name, bone.head), (bone.name + ".tail", bone.tail)):
                x, y, z = rig.matrix_world @ at
                positions[rig.name][name] = [x, z, -y]
    frames.append({"frame": frame - round(first), "positions": positions})
print("RESULT " + json.dumps({"fps": scene.render.fps / scene.render.fps_base, "count": round(last - first) + 1, "frames": frames}))
