//! The page: starts the app in the browser. Everything else stands in the library.

fn main() {
    kouprey::app::run();
}
