// The drawing itself: canvas, camera, light, and the ways to move about.

import { DirectionalLight, Fog, HemisphereLight, OrbitControls, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from '../vendor/three.min.js';

const FlightMs = 450;
const SlowMs = 30;
const LeastRatio = 0.5;

const target = new Vector3();
const shift = new Vector3();

/** Whether WebGL is drawn by the processor: every pixel counts then. */
function isSoftware() {
    const gl = document.createElement('canvas').getContext('webgl2');
    if (gl === null)
        throw new Error('this browser gives no WebGL 2: turn on hardware acceleration, or use a newer browser');

    const names = gl.getExtension('WEBGL_debug_renderer_info');
    const name = names === null ? gl.getParameter(gl.RENDERER) : gl.getParameter(names.UNMASKED_RENDERER_WEBGL);
    gl.getExtension('WEBGL_lose_context')?.loseContext();
    return /swiftshader|llvmpipe|software|basic render/i.test(`${name}`);
}

/** The canvas and its camera. */
export class View {
    /** @param {HTMLCanvasElement} canvas Filled. @param {() => void} changed Told when it has to be drawn anew. @param {boolean} fine The finest drawing. */
    constructor(canvas, changed, fine) {
        this.canvas = canvas;
        this.changed = changed;
        this.software = isSoftware();
        this.strong = fine || !this.software;
        // opaque, so that nothing has to be mixed under it
        const attributes = { alpha: false, antialias: this.strong, powerPreference: 'high-performance' };
        this.renderer = new WebGLRenderer({ canvas, context: canvas.getContext('webgl2', attributes), ...attributes });
        this.ratio = this.strong ? Math.min(devicePixelRatio, 2) : 1;
        this.costMs = 0;
        this.scene = new Scene();
        this.scene.fog = new Fog(0, 12, 45);
        this.camera = new PerspectiveCamera(42, 1, 0.05, 120);
        this.sky = new HemisphereLight();
        this.sun = new DirectionalLight();
        this.sun.position.set(0.28, 1, 0.2);
        this.scene.add(this.sky, this.sun);
        this.controls = new OrbitControls(this.camera, canvas);
        this.controls.enableDamping = true;
        this.controls.dampingFactor = 0.15;
        this.controls.maxDistance = 60;
        this.controls.minDistance = 0.4;
        this.controls.maxPolarAngle = Math.PI * 0.55;
        this.controls.addEventListener('change', changed);
        this.controls.addEventListener('start', () => {
            this.touched = true;
            this.flight = null;
        });
        this.touched = false;
        this.flight = null;
        this.centre = new Vector3(0, 0.9, 0);
        this.radius = 3.2;
        this.camera.position.set(4.2, 3, 5.2);
        this.controls.target.copy(this.centre);
        new ResizeObserver(() => this.resize()).observe(canvas.parentElement);
        this.resize();
    }

    setTheme(theme) {
        this.renderer.setClearColor(theme.background);
        this.scene.fog.color.setHex(theme.background);
        this.sky.color.setHex(theme.sky);
        this.sky.groundColor.setHex(theme.ground);
        this.sky.intensity = theme.light;
        this.sun.intensity = theme.sun;
        this.changed();
    }

    resize() {
        const { clientWidth, clientHeight } = this.canvas.parentElement;
        this.width = Math.max(1, clientWidth);
        this.height = Math.max(1, clientHeight);
        this.renderer.setPixelRatio(this.ratio);
        this.renderer.setSize(this.width, this.height, false);
        this.camera.aspect = this.width / this.height;
        this.camera.updateProjectionMatrix();
        this.changed();
    }

    /** Where the presets look at: the middle and the extent of what there is, metres. */
    setExtent(x, z, radius) {
        this.centre.set(x, 0.9, z);
        this.radius = Math.min(20, Math.max(1.6, radius));
    }

    /** @param {'around'|'front'|'side'|'top'} preset Flies there. */
    go(preset) {
        const height = this.controls.target.y;
        const distance = (this.radius * 1.05) / Math.tan((this.camera.fov * Math.PI) / 360) / Math.min(1, this.camera.aspect);
        const direction = {
            around: new Vector3(0.3, 0.42, 0.86), front: new Vector3(0, 0.09, 1), side: new Vector3(1, 0.09, 0), top: new Vector3(0, 1, 0.0001),
        }[preset].normalize();
        const to = this.centre.clone().setY(preset === 'top' ? 0 : Math.max(0.8, Math.min(height, 1.1)));
        this.preset = preset;
        this.fly(to.clone().addScaledVector(direction, distance), to);
    }

    fly(position, to) {
        const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
        this.flight = { fromPosition: this.camera.position.clone(), fromTarget: this.controls.target.clone(), position, to, startMs: performance.now(), still };
        this.changed();
    }

    /** Moves camera and target with a person: the view keeps its side and distance. */
    follow(x, y, z, share) {
        target.set(x, y, z);
        shift.subVectors(target, this.controls.target).multiplyScalar(share);
        if (shift.lengthSq() < 1e-10)
            return;
        if (this.flight !== null) {
            this.flight.to.add(shift);
            this.flight.position.add(shift);
        }
        this.controls.target.add(shift);
        this.camera.position.add(shift);
    }

    /** Moves on with a flight and the controls' own motion. */
    move() {
        if (this.flight !== null) {
            const { fromPosition, fromTarget, position, to, startMs, still } = this.flight;
            const passed = still ? 1 : Math.min(1, (performance.now() - startMs) / FlightMs);
            const eased = passed * passed * (3 - 2 * passed);
            this.camera.position.lerpVectors(fromPosition, position, eased);
            this.controls.target.lerpVectors(fromTarget, to, eased);
            if (passed === 1)
                this.flight = null;
            this.changed();
        }
        this.controls.update();
        this.camera.updateMatrixWorld(); // names are placed before the drawing, which would do it
    }

    render() {
        this.renderer.render(this.scene, this.camera);
    }

    /** Learns what a drawn frame costs, and draws fewer pixels where the processor draws them too slowly. */
    cost(ms) {
        this.costMs += 0.05 * (ms - this.costMs);
        if (this.strong || this.costMs < SlowMs || this.ratio <= LeastRatio)
            return;
        this.ratio = Math.max(LeastRatio, this.ratio * 0.85);
        this.costMs = SlowMs / 2;
        this.resize();
    }
}
