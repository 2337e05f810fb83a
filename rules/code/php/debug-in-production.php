<?php

// ruleid: debug-in-production
ini_set('display_errors', '1');
// ok: debug-in-production
ini_set('display_errors', '0');
// ok: debug-in-production
ini_set('memory_limit', '1G');

if (getenv('APP_DEBUG')) {
    // ok: debug-in-production
    ini_set('display_errors', '1');
}

class Renderer
{
    public function render(Throwable $e)
    {
        // ruleid: debug-in-production
        return response()->json(['message' => $e->getMessage(), 'trace' => $e->getTraceAsString()], 500);
    }

    public function quiet(Throwable $e)
    {
        // ok: debug-in-production
        return response()->json(['message' => 'something went wrong'], 500);
    }

    public function boot()
    {
        // ruleid: debug-in-production
        config(['app.debug' => true]);
    }
}
