// The 17 joints of h36m17, how they are drawn, and their counterparts in layouts of keypoints.

export const Hip = 0;
export const Spine = 7;
export const Thorax = 8;
export const MiddleOfHead = 9;
export const Crown = 10;

/** Each bone: from, to, radius in metres at the first and the second end. */
export const Bones = [
    [0, 1, 0.05, 0.05], [1, 2, 0.062, 0.045], [2, 3, 0.045, 0.028],
    [0, 4, 0.05, 0.05], [4, 5, 0.062, 0.045], [5, 6, 0.045, 0.028],
    [0, 7, 0.052, 0.056], [7, 8, 0.056, 0.05], [8, 9, 0.034, 0.032],
    [8, 11, 0.04, 0.038], [11, 12, 0.038, 0.031], [12, 13, 0.031, 0.021],
    [8, 14, 0.04, 0.038], [14, 15, 0.038, 0.031], [15, 16, 0.031, 0.021],
];

/** Radius of the sphere at each joint, metres. The head is drawn as one body. */
export const JointRadii = [0.056, 0.062, 0.048, 0.034, 0.062, 0.048, 0.034, 0.058, 0.052, 0, 0, 0.045, 0.037, 0.03, 0.045, 0.037, 0.03];

/** Hands and feet, for trails. */
export const Ends = [3, 6, 13, 16];

const Parts = { hip: [1, 4], knee: [2, 5], ankle: [3, 6], foot: [3, 6], shoulder: [14, 11], elbow: [15, 12], wrist: [16, 13], hand: [16, 13] };
const Side = /^(?:(right|r|left|l)[ _-]?(.+)|(.+?)[ _-](right|r|left|l))$/;

/** The joint of h36m17 that a joint of another layout is by its name, or -1: only ends and hinges, which all layouts mean alike. */
export function counterpart(name) {
    const text = name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/^([RL])([A-Z])/, '$1_$2').toLowerCase();
    const match = Side.exec(text);
    if (match === null)
        return -1;
    const part = Parts[match[2] ?? match[3]];
    if (part === undefined)
        return -1;
    return (match[1] ?? match[4]).startsWith('r') ? part[0] : part[1];
}

/** For each keypoint of a layout the joint of h36m17 or -1; of two for one joint (foot and ankle) the ankle counts. */
export function counterparts(names) {
    const found = names.map(counterpart);
    return found.map((joint, i) => (joint >= 0 && /foot|hand/i.test(names[i]) && found.indexOf(joint) !== found.lastIndexOf(joint) ? -1 : joint));
}
