"""Sends 30 frames of 2D keypoints to Kafka and prints the 3D poses that StreamLift returns.

usage: read_poses.py BOOTSTRAP KEYPOINTS_TOPIC POSES_TOPIC
needs: confluent-kafka (Debian: python3-confluent-kafka; else: pip install confluent-kafka)
"""

import json
import sys
import time

from confluent_kafka import Consumer, Producer

# the joints of the poses, in their order
H36M17 = [
    "Hip", "RHip", "RKnee", "RFoot", "LHip", "LKnee", "LFoot", "Spine", "Thorax", "Neck/Nose", "Head",
    "LShoulder", "LElbow", "LWrist", "RShoulder", "RElbow", "RWrist",
]  # fmt: skip

# x, y in pixels of a person who stands upright, in the order of coco17: nose … right ankle
UPRIGHT = [
    (960, 200), (970, 190), (950, 190), (985, 195), (935, 195), (1020, 300), (900, 300), (1040, 420), (880, 420),
    (1050, 530), (870, 530), (1000, 560), (920, 560), (1005, 740), (915, 740), (1010, 920), (910, 920),
]  # fmt: skip


def send(bootstrap, topic, frames):
    # the partitioner of Java clients; the key keeps the frames of a stream in order
    producer = Producer({"bootstrap.servers": bootstrap, "partitioner": "murmur2_random"})
    for number in range(frames):
        person = {"id": 0, "keypoints": [value for x, y in UPRIGHT for value in (x + number, y, 0.9)]}
        frame = {
            "stream": "cam-1",
            "frame": number,
            "timestampMs": int(time.time() * 1000),
            "layout": "coco17",
            "image": [1920, 1080],
            "people": [person],
        }
        producer.produce(topic, key="cam-1", value=json.dumps(frame))
    producer.flush()


def receive(bootstrap, topic, frames):
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "viewer", "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    for _ in range(frames):
        message = consumer.poll(60)
        if message is None or message.error():
            sys.exit(f"{topic}: {message.error() if message else 'no record within 60 s'}")
        pose = json.loads(message.value())
        for person in pose["people"]:
            if not person["joints"]:
                print(pose["stream"], pose["frame"], "not lifted:", person.get("rejected", "too few joints were seen"))
                continue
            head = joint(person, "Head")
            print(pose["stream"], pose["frame"], "head", [round(mm) for mm in head], "mm from the hip")
    consumer.close()


def joint(person, name):
    """x, y, z of a joint: mm from the hip; x right, y down, z away from the camera."""
    start = 3 * H36M17.index(name)
    return person["joints"][start : start + 3]


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    send(sys.argv[1], sys.argv[2], frames=30)
    receive(sys.argv[1], sys.argv[3], frames=30)
