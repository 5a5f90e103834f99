//! What a command says.

/// Says a line on standard output. Who has stopped listening (`broadsheet explain … | head`) has heard enough, and the
/// command goes on to its end all the same.
macro_rules! say {
    ($($said:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout().lock(), $($said)*);
    }};
}
pub(crate) use say;
