//! The `twotrack` binary: it hands over to [`twotrack::cli`].

fn main() -> std::process::ExitCode {
    twotrack::cli::run()
}
