// Brings a feature response to 0..=1 at a given scale. The CPU twin is `Sign::unit` in
// `app/engine/response/src/normalise.rs`.

struct NormaliseUniforms {
    // The magnitude that becomes the end of the range; 0 when there is no response.
    scale: f32,
    // 1 keeps the sign, so that zero becomes 0.5; 0 drops it.
    is_signed: u32,
    padding_a: u32,
    padding_b: u32,
}

@group(0) @binding(0) var<uniform> normalise: NormaliseUniforms;
// The bits of the values: a device may take for granted that a float is a number, and bits can be
// asked.
@group(0) @binding(1) var<storage, read> value_bits: array<u32>;
@group(0) @binding(2) var<storage, read_write> units: array<f32>;

const EXPONENT_BITS: u32 = 0x7f800000u;

@compute @workgroup_size(256)
fn compute_main(@builtin(global_invocation_id) id: vec3<u32>) {
    let index = id.x;
    if index >= arrayLength(&units) {
        return;
    }
    let bits = value_bits[index];
    let is_finite = (bits & EXPONENT_BITS) != EXPONENT_BITS;
    var relative = 0.0;
    if is_finite && normalise.scale > 0.0 {
        relative = clamp(bitcast<f32>(bits) / normalise.scale, -1.0, 1.0);
    }
    units[index] = select(abs(relative), 0.5 + 0.5 * relative, normalise.is_signed != 0u);
}
