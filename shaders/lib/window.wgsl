// Window, level and gamma: how a sample becomes a tone. The CPU twin is `WindowMapping` in
// `app/ui/gpu/src/mapping.rs`.

struct WindowMapping {
    // The sample that is shown black.
    low: f32,
    // One over the distance from `low` to the sample that is shown white; negative inverts.
    per_sample: f32,
    // One over gamma; 1 leaves tones alone.
    inverse_gamma: f32,
    padding: f32,
}

fn windowed(samples: vec3<f32>, mapping: WindowMapping) -> vec3<f32> {
    let unit = clamp((samples - mapping.low) * mapping.per_sample, vec3<f32>(0.0), vec3<f32>(1.0));
    // The power of 1 is skipped: it is only approximate, and slow in software.
    if mapping.inverse_gamma == 1.0 {
        return unit;
    }
    return pow(unit, vec3<f32>(mapping.inverse_gamma));
}
