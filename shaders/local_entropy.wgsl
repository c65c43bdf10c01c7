// Takes the local spatial entropy of a band of rows, in bits. The CPU twin is `entropy` in
// `app/engine/response/src/entropy.rs`.

struct EntropyUniforms {
    // Columns of the picture.
    width: u32,
    // Rows of levels that are here: the band, and what its footprints reach above and below it. What
    // lies outside of them lies outside of the picture.
    level_rows: u32,
    // Rows of levels above the band.
    rows_above: u32,
    padding: u32,
}

@group(0) @binding(0) var<uniform> entropy: EntropyUniforms;
// The binned levels, four in a word from the lowest byte up, row after row without gaps.
@group(0) @binding(1) var<storage, read> levels: array<u32>;
// What a footprint counts: columns and rows from its middle to the first and to the second pixel of
// a pair, which are the same where single levels are counted.
@group(0) @binding(2) var<storage, read> keys: array<vec4<i32>>;
// `c log2 c` by count, in units.
@group(0) @binding(3) var<storage, read> c_log_c: array<u32>;
@group(0) @binding(4) var<storage, read_write> bits: array<f32>;

// What one bit is in the table. Sums of whole numbers are exact, so that a footprint of one level
// has no entropy at all.
const UNITS_PER_BIT: f32 = 2097152.0;
// The most that a footprint may count.
const MOST_KEYS: u32 = 160u;

fn level_at(column: i32, row: i32) -> u32 {
    let index = u32(row) * entropy.width + u32(column);
    return (levels[index / 4u] >> ((index % 4u) * 8u)) & 255u;
}

fn is_inside(place: vec2<i32>) -> bool {
    let size = vec2<i32>(i32(entropy.width), i32(entropy.level_rows));
    return all(place >= vec2<i32>(0)) && all(place < size);
}

@compute @workgroup_size(256)
fn compute_main(@builtin(global_invocation_id) id: vec3<u32>) {
    let index = id.x;
    if index >= arrayLength(&bits) {
        return;
    }
    let middle = vec2<i32>(
        i32(index % entropy.width),
        i32(index / entropy.width + entropy.rows_above),
    );
    var seen: array<u32, MOST_KEYS>;
    var total = 0u;
    var sum = 0u;
    for (var i = 0u; i < arrayLength(&keys); i += 1u) {
        let first = middle + keys[i].xy;
        let second = middle + keys[i].zw;
        if !is_inside(first) || !is_inside(second) {
            continue;
        }
        let key = level_at(first.x, first.y) * 256u + level_at(second.x, second.y);
        // With each key the sum of `c log2 c` gains what its count does.
        var count = 0u;
        for (var j = 0u; j < total; j += 1u) {
            count += u32(seen[j] == key);
        }
        sum += c_log_c[count + 1u] - c_log_c[count];
        seen[total] = key;
        total += 1u;
    }
    // A footprint that counts nothing has no entropy.
    bits[index] = f32(c_log_c[total] - sum) / (f32(max(total, 1u)) * UNITS_PER_BIT);
}
