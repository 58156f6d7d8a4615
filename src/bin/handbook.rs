//! The command-line tool behind `cargo handbook`. What it does stands in [`kouprey::tool`].

use std::process::ExitCode;

fn main() -> ExitCode {
    // Lossy, so that an argument that isn't text is answered with the usage and not with a panic.
    let arguments: Vec<String> = std::env::args_os().skip(1).map(|it| it.to_string_lossy().into_owned()).collect();
    kouprey::tool::main(&arguments)
}
