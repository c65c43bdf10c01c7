// Adds up an entropy map: each workgroup gives the sum of its values, and the processor adds these
// in double precision. The CPU twin is `average` in `app/engine/response/src/entropy.rs`.

@group(0) @binding(0) var<storage, read> bits: array<f32>;
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;

const WORKGROUP_SIZE: u32 = 256u;

var<workgroup> partial: array<f32, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn compute_main(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
    @builtin(workgroup_id) workgroup: vec3<u32>,
) {
    var value = 0.0;
    if id.x < arrayLength(&bits) {
        value = bits[id.x];
    }
    partial[local] = value;
    workgroupBarrier();
    // Pairs are added, then pairs of pairs, so that rounding stays small.
    for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
        if local < half {
            partial[local] += partial[local + half];
        }
        workgroupBarrier();
    }
    if local == 0u {
        sums[workgroup.x] = partial[0];
    }
}
