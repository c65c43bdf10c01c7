//! The methods in the language of the window.

use explain::Method;
use workbench::tr;

/// The name of a method.
#[must_use]
pub fn method_name(method: Method) -> String {
    match method {
        Method::Gradient => tr!("why-method-gradient"),
        Method::GradientTimesInput => tr!("why-method-gradient-x-input"),
        Method::Guided => tr!("why-method-guided"),
        Method::FeatureResponse => tr!("why-method-feature-response"),
        Method::Deconvnet => tr!("why-method-deconvnet"),
        Method::Clamped => tr!("why-method-clamped"),
        Method::GradCam => tr!("why-method-grad-cam"),
        Method::GuidedGradCam => tr!("why-method-guided-grad-cam"),
        Method::IntegratedGradients => tr!("why-method-integrated-gradients"),
        Method::SmoothGrad => tr!("why-method-smooth-grad"),
        Method::Occlusion => tr!("why-method-occlusion"),
    }
}

/// What a method shows, in a sentence.
#[must_use]
pub fn method_tip(method: Method) -> String {
    match method {
        Method::Gradient => tr!("why-method-gradient-tip"),
        Method::GradientTimesInput => tr!("why-method-gradient-x-input-tip"),
        Method::Guided => tr!("why-method-guided-tip"),
        Method::FeatureResponse => tr!("why-method-feature-response-tip"),
        Method::Deconvnet => tr!("why-method-deconvnet-tip"),
        Method::Clamped => tr!("why-method-clamped-tip"),
        Method::GradCam => tr!("why-method-grad-cam-tip"),
        Method::GuidedGradCam => tr!("why-method-guided-grad-cam-tip"),
        Method::IntegratedGradients => tr!("why-method-integrated-gradients-tip"),
        Method::SmoothGrad => tr!("why-method-smooth-grad-tip"),
        Method::Occlusion => tr!("why-method-occlusion-tip"),
    }
}
