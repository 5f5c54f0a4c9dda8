package io.entropylong.assembler.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What a browser may do with answers of this service: the pages run their own scripts only, and nothing frames them. */
@Component
class SecurityHeaders extends OncePerRequestFilter {
    private static final String FRAMES = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGES =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'" + FRAMES;
    /** Swagger UI styles itself from its script and has images in data URLs. */
    private static final String SWAGGER =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self';"
                    + " img-src 'self' data:; font-src 'self'" + FRAMES;

    private static final String DATA = "default-src 'none'" + FRAMES;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        String policy = path.startsWith("/swagger-ui") ? SWAGGER : path.startsWith("/ui") ? PAGES : DATA;
        response.setHeader("Content-Security-Policy", policy);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        chain.doFilter(request, response);
    }
}
